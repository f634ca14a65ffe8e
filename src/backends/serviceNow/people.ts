import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person } from '../../domain/ticket.ts';
import { once, type Once } from '../once.ts';
import type { SnowApi } from './api.ts';
import { oneOf } from './query.ts';
import type { Cell, WireUser } from './schema.ts';

/** The account of the connection. */
export interface Me {
  readonly person: Person;
  /** Journals and the audit name people by login. */
  readonly login: string;
  /** The language that its labels come in; empty: the instance's own. */
  readonly language: string;
}

/** Who is who. */
export class People {
  readonly #api: SnowApi;
  readonly #alias: string;
  readonly #logins = new Map<string, Person>();
  readonly #ids = new Map<string, Person>();
  readonly me: Once<Me>;

  constructor(api: SnowApi, alias: string) {
    this.#api = api;
    this.#alias = alias;
    this.me = once(async () => this.#ask());
  }

  /** Asks the instance each time: that it knows the account is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const me = await this.#ask();
    this.me.keep(me);
    return me.person;
  }

  async #ask(): Promise<Me> {
    const found = await this.#api.me();
    if (found === undefined) {
      throw new DeskError('forbidden', l10n.t('{0} does not say whose account this is.', this.#alias), {
        next: l10n.t('Ask who runs {0} for the right to read the own row of sys_user.', this.#alias),
      });
    }
    const person = { id: found.sys_id, name: found.name || found.user_name, isMe: true };
    return { person, login: found.user_name, language: found.preferred_language };
  }

  /** Somebody as a column refers to them; undefined for nobody. */
  async referred({ value, display_value: name }: Cell): Promise<Person | undefined> {
    if (value === '') return undefined;
    const { person } = await this.me();
    return { id: value, name: name || value, isMe: value === person.id };
  }

  /** People by login. One whose row may not be seen goes by the login. */
  async byLogin(logins: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const { person, login } = await this.me();
    this.#logins.set(login, person);
    await this.#learn(logins, this.#logins, { column: 'user_name', keyOf: (user) => user.user_name });
    return this.#logins;
  }

  /** People by sys_id, the same way. */
  async byId(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const { person } = await this.me();
    this.#ids.set(person.id, person);
    await this.#learn(ids, this.#ids, { column: 'sys_id', keyOf: (user) => user.sys_id });
    return this.#ids;
  }

  async #learn(
    wanted: readonly string[],
    known: Map<string, Person>,
    { column, keyOf }: { readonly column: string; readonly keyOf: (user: WireUser) => string },
  ): Promise<void> {
    const missing = [...new Set(wanted)].filter((one) => one !== '' && !known.has(one));
    // What would end the condition is asked for by nobody: such a login is shown as it is.
    const askable = missing.filter((one) => !/[\^,\p{Cc}]|javascript:/iu.test(one));
    const users = askable.length === 0 ? [] : await this.#users(oneOf(column, askable));
    for (const user of users) {
      known.set(keyOf(user), { id: user.sys_id, name: user.name || user.user_name, isMe: false });
    }
    for (const one of missing) if (!known.has(one)) known.set(one, { id: one, name: one, isMe: false });
  }

  async #users(query: string): Promise<readonly WireUser[]> {
    try {
      return await this.#api.users(query);
    } catch (error) {
      if (DeskError.is(error, 'forbidden', 'notFound')) return [];
      throw error;
    }
  }
}
