import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { Log } from '../../domain/ports.ts';
import type { Http } from '../../http/http.ts';
import { envelope, mutations } from './schema.ts';

interface Question {
  readonly query: string;
  /** What people wrote goes here and never into the query. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** GitLab's GraphQL, which says 200 also where it failed. */
export class GraphqlApi {
  readonly #http: Http;
  readonly #alias: string;
  readonly #log: Log;

  constructor(http: Http, alias: string, log: Log) {
    this.#http = http;
    this.#alias = alias;
    this.#log = log;
  }

  /**
   * Asks for something. What is there is taken, even where parts of it failed.
   * @throws `unsupported` where this version or tier does not know a field; `refused` where nothing came but errors.
   */
  async read<S extends v.GenericSchema>(schema: S, question: Question): Promise<v.InferOutput<S>> {
    return this.#ask(schema, question, true);
  }

  /** Changes something. Never repeated. @throws the same, and `refused` for what the mutation says was wrong. */
  async write(question: Question): Promise<void> {
    const answer = await this.#ask(mutations, question, false);
    const said = Object.values(answer).flatMap((payload) => payload?.errors ?? []);
    if (said.length > 0) throw this.#refused(said.join(' '));
  }

  async #ask<S extends v.GenericSchema>(schema: S, question: Question, reads: boolean): Promise<v.InferOutput<S>> {
    const { body } = await this.#http.required(envelope, {
      method: 'POST',
      path: '/api/graphql',
      json: question,
      reads,
    });
    const { data, errors } = body;
    const isEmpty = data === null || data === undefined || Object.values(data).every((value) => value === null);
    if (errors.length > 0 && isEmpty) throw this.#failure(errors);
    for (const { message } of errors) this.#log.warn(`${this.#alias}: a part of an answer is missing: ${message}`);
    const parsed = v.safeParse(schema, data);
    if (parsed.success) return parsed.output;
    const [first] = parsed.issues;
    throw new DeskError('invalidResponse', l10n.t('{0} does not answer as {1} does.', this.#alias, 'GitLab'), {
      detail: `GraphQL: ${v.getDotPath(first) ?? ''} expected ${first.expected ?? first.type}`,
    });
  }

  #failure(errors: v.InferOutput<typeof envelope>['errors']): DeskError {
    const said = (errors ?? []).map(({ message }) => message).join(' ');
    // graphql-ruby has a code for each rule of the schema that a query breaks; what is refused for another reason has none.
    const unknown = /^(undefined|argument|missingRequired|undefinedType|cannotSpread)/;
    const isUnknown = (errors ?? []).some(({ extensions }) => {
      const code = extensions?.code;
      return typeof code === 'string' && unknown.test(code);
    });
    if (!isUnknown) return this.#refused(said);
    return new DeskError('unsupported', l10n.t('This version of GitLab at {0} cannot do that.', this.#alias), {
      detail: said,
    });
  }

  #refused(said: string): DeskError {
    return new DeskError('refused', l10n.t('{0} refused it: {1}', this.#alias, said), {
      detail: `GraphQL: ${said}`,
    });
  }
}
