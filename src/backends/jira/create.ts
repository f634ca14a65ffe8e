import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { priorityOf } from '../../domain/priority.ts';
import { kinds, type Kind, type Ticket, type TicketDraft } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { summaryOf } from './details.ts';
import { allOf, quote } from './jql.ts';
import { parseScope, type Scope } from './scope.ts';
import type { JiraSession } from './session.ts';
import type { WireCreateField } from './siteApi.ts';
import { ticketKind } from './ticketKind.ts';

/** What can be asked for where a service has a project. Which types a project has is known when one is made. */
export function creatableKinds(scopes: readonly Scope[]): readonly Kind[] {
  return scopes.some(({ select }) => select.project !== undefined) ? kinds.filter((kind) => kind !== 'alert') : [];
}

/** @throws `usage` if the project has no type of that kind, or wants fields that are not known here; `unconfirmed`. */
export async function create(session: JiraSession, draft: TicketDraft): Promise<Ticket> {
  const scope = scopeFor(session, draft);
  const project = scope.select.project ?? '';
  const type = await typeFor(session, project, draft.kind);
  const known = await session.site.createFields(project, type.id);
  const fields = await fieldsOf(session, { draft, scope, type: type.id, known });
  const needed = known.filter(
    (field) => field.required && !field.hasDefaultValue && !(field.fieldId in fields) && !isOurs(field),
  );
  if (needed.length > 0) {
    throw new DeskError(
      'usage',
      l10n.t('{0} wants more of a new {1}: {2}.', project, type.name, needed.map(({ name }) => name).join(', ')),
      { next: l10n.t('Create it in the browser.') },
    );
  }
  const began = session.now();
  let id: string | undefined;
  try {
    id = await session.site.create(fields);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    id = await findCreated(session, { project, title: summaryOf(draft.title), began });
    if (id === undefined) throw unconfirmed(session, l10n.t('The new ticket'), error);
  }
  session.wrote(id);
  return (await session.read(id)).ticket;
}

/** Set by us in any case, or by Jira itself. */
function isOurs({ fieldId }: WireCreateField): boolean {
  return ['project', 'issuetype', 'reporter'].includes(fieldId);
}

interface Wanted {
  readonly draft: TicketDraft;
  readonly scope: Scope;
  readonly type: string;
  readonly known: readonly WireCreateField[];
}

async function fieldsOf(session: JiraSession, { draft, scope, type, known }: Wanted): Promise<Record<string, unknown>> {
  const dialect = await session.api.dialect();
  const { project = '', component, label } = scope.select;
  return {
    project: /^\d+$/.test(project) ? { id: project } : { key: project },
    issuetype: { id: type },
    summary: summaryOf(draft.title),
    ...(draft.body.trim() === '' ? {} : { description: dialect.write(draft.body) }),
    ...(component === undefined ? {} : { components: [{ name: component }] }),
    ...(label === undefined ? {} : { labels: [label] }),
    ...priorityField(draft, known),
  };
}

/** The project's own priority that stands where the matrix of impact and urgency points, if its form has one. */
function priorityField({ impact, urgency }: TicketDraft, known: readonly WireCreateField[]): Record<string, unknown> {
  const choices = known.find(({ fieldId }) => fieldId === 'priority')?.allowedValues ?? [];
  if (impact === undefined || urgency === undefined || choices.length === 0) return {};
  const index = Math.round(((priorityOf(impact, urgency) - 1) * (choices.length - 1)) / 4);
  const id = choices[index]?.id;
  return id === null || id === undefined ? {} : { priority: { id } };
}

async function typeFor(
  session: JiraSession,
  project: string,
  kind: Kind,
): Promise<{ readonly id: string; readonly name: string }> {
  const types = ((await session.site.createTypes(project)) ?? []).filter(({ subtask }) => !subtask);
  const found = types.find(({ name }) => ticketKind(name) === kind);
  if (found !== undefined) return found;
  throw new DeskError('usage', l10n.t('The project {0} takes no ticket of the kind {1}.', project, kind), {
    next:
      types.length === 0
        ? l10n.t('Ask who runs {0} for the right to create tickets there.', session.alias)
        : l10n.t('Its types are: {0}.', types.map(({ name }) => name).join(', ')),
  });
}

/** The draft's own scope, or the first of the same service (of any, if it names none) that has a project. */
function scopeFor({ alias, scopes }: JiraSession, { service }: TicketDraft): Scope {
  const own = service === undefined ? [] : [parseScope(service)];
  const others = scopes.filter((scope) => service === undefined || scope.service === service.service);
  const found = [...own, ...others].find(({ select }) => select.project !== undefined);
  if (found !== undefined) return found;
  throw new DeskError('usage', l10n.t('The service has no project in {0}.', alias), {
    next: l10n.t('Give the service a `project` in the link file.'),
  });
}

/** The ticket that was sent without an answer, if it is the only one like it since then. */
async function findCreated(
  session: JiraSession,
  { project, title, began }: { readonly project: string; readonly title: string; readonly began: Date },
): Promise<string | undefined> {
  const jql = allOf([`project = ${quote(project)}`, 'creator = currentUser()', 'created >= -10m']);
  const { issues } = await session.api.search({ jql: `${jql} ORDER BY created DESC`, fresh: session.fresh });
  // The clocks of two machines differ.
  const since = began.getTime() - 5 * 60_000;
  const alike = issues.filter(({ fields }) => fields.summary === title && Date.parse(fields.created) >= since);
  return alike.length === 1 ? alike[0]?.id : undefined;
}
