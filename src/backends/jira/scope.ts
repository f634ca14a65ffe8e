import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { ServiceScope } from '../../domain/ticket.ts';
import { once } from '../once.ts';
import type { DeskApi } from './deskApi.ts';
import type { WireQueue } from './deskSchema.ts';
import { anyOf, embedded, everything, quote, type Jql } from './jql.ts';
import { selectorsSchema } from './kind.ts';
import type { WireIssue } from './schema.ts';

/** A service and what selects its tickets here. */
export interface Scope {
  readonly service: string;
  readonly select: v.InferOutput<typeof selectorsSchema>;
}

export function parseScope({ service, select }: ServiceScope): Scope {
  return { service, select: v.parse(selectorsSchema, select) };
}

/** Whether an issue shows by itself whether a scope selects it; what a queue or a query says only the server knows. */
export function isPlain({ select }: Scope): boolean {
  return select.queue === undefined && select.jql === undefined;
}

/** Whether an issue has the project, the component and the label of a scope. Compares as the server does, in any case. */
export function hasSelected({ select }: Scope, { fields }: WireIssue): boolean {
  const { project, component, label } = select;
  return (
    (project === undefined || [fields.project.key, fields.project.name, fields.project.id].some(same(project))) &&
    (component === undefined || fields.components.map(({ name }) => name).some(same(component))) &&
    (label === undefined || fields.labels.some(same(label)))
  );
}

function same(wanted: string): (given: string) => boolean {
  return (given) => given.toLowerCase() === wanted.toLowerCase();
}

/** Writes the conditions of scopes. Asks for the queries of queues once, where a scope has a queue. */
export class ScopeQueries {
  readonly #desk: DeskApi;
  readonly #alias: string;
  readonly #queues = new Map<string, () => Promise<readonly WireQueue[]>>();

  constructor(desk: DeskApi, alias: string) {
    this.#desk = desk;
    this.#alias = alias;
  }

  /** The tickets of some services: the scopes side by side. None: the whole site. */
  async anyOf(scopes: readonly Scope[]): Promise<readonly Jql[]> {
    const conditions = await Promise.all(scopes.map(async (scope) => this.one(scope)));
    // A scope without selectors is the whole site, whatever the others say.
    return conditions.length === 0 || conditions.includes(everything) ? [] : [anyOf(conditions)];
  }

  /** What one scope selects: its selectors together. @throws `configuration` for a query that is not whole, or a queue that is not there. */
  async one({ service, select }: Scope): Promise<Jql> {
    const { project, component, label, queue, jql } = select;
    const parts = [
      ...(project === undefined ? [] : [`project = ${quote(project)}`]),
      ...(component === undefined ? [] : [`component = ${quote(component)}`]),
      ...(label === undefined ? [] : [`labels = ${quote(label)}`]),
      ...(queue === undefined ? [] : [this.#embed(service, 'queue', await this.#queue(queue, project))]),
      ...(jql === undefined ? [] : [this.#embed(service, 'jql', jql)]),
    ];
    if (parts.length === 0) return everything;
    return parts.length === 1 ? (parts[0] ?? everything) : `(${parts.join(' AND ')})`;
  }

  #embed(service: string, selector: string, jql: string): Jql {
    const condition = embedded(jql);
    if (condition !== undefined) return condition;
    throw new DeskError(
      'configuration',
      l10n.t('The `{0}` of the service {1} is not a whole query: a quote or a bracket is open.', selector, service),
      { next: l10n.t('Try it in the issue search of {0} and copy it from there.', this.#alias) },
    );
  }

  /** The query of a queue, by its name or number, in the desk of a project (or in any that this account sees). */
  async #queue(wanted: string, project: string | undefined): Promise<string> {
    const key = project ?? '';
    const ask = this.#queues.get(key) ?? once(async () => this.#queuesOf(project));
    this.#queues.set(key, ask);
    const queues = await ask();
    const found = queues.filter(({ id, name }) => id === wanted || same(wanted)(name));
    const [first] = found;
    if (first !== undefined && found.every(({ jql }) => jql === first.jql)) return first.jql;
    throw new DeskError(
      'configuration',
      first === undefined
        ? l10n.t('{0} has no queue {1} that this account can see.', this.#alias, JSON.stringify(wanted))
        : l10n.t('{0} has several queues {1}.', this.#alias, JSON.stringify(wanted)),
      {
        next:
          first === undefined
            ? l10n.t('Its queues are: {0}.', queues.map(({ name }) => name).join(', '))
            : l10n.t('Name the project too, or write the number of the queue.'),
      },
    );
  }

  async #queuesOf(project: string | undefined): Promise<readonly WireQueue[]> {
    const desks = (await this.#desk.desks()).filter(
      ({ projectKey, projectName }) => project === undefined || [projectKey, projectName].some(same(project)),
    );
    return (await Promise.all(desks.map(async ({ id }) => this.#desk.queues(id)))).flat();
  }
}
