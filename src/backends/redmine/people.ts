import { DeskError } from '../../domain/errors.ts';
import type { Person } from '../../domain/ticket.ts';
import { fullName, type RedmineApi } from './api.ts';
import type { WireMe } from './schema.ts';

/** Who is signed in, and what that account may do. */
export class People {
  readonly #api: RedmineApi;
  readonly #names = new Map<string, string>();
  #me: Promise<WireMe> | undefined;

  constructor(api: RedmineApi) {
    this.#api = api;
  }

  /** Asks the server each time: that it knows the account is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const asked = this.#api.me();
    this.#keep(asked);
    const me = await asked;
    return { id: me.id, name: fullName(me) || me.login, isMe: true };
  }

  /** The account, asked for once. Every list waits for it: a bad key would be answered with what everybody may see. */
  async me(): Promise<WireMe> {
    const asked = this.#me ?? this.#api.me();
    this.#keep(asked);
    return asked;
  }

  #keep(asked: Promise<WireMe>): void {
    this.#me = asked;
    asked.catch(() => {
      // The next one asks again.
      if (this.#me === asked) this.#me = undefined;
    });
  }

  /** Whether the account may write what a customer who sees the ticket must not see. Asked anew each time: rights change. */
  async mayNotePrivately(project: string): Promise<boolean> {
    const me = await this.#api.me();
    if (me.admin) return true;
    const roles = me.memberships
      .filter((membership) => membership.project.id === project)
      .flatMap(({ roles: own }) => own);
    const permissions = await Promise.all(roles.map(async ({ id }) => this.#api.permissions(id)));
    return permissions.some((own) => own.includes('set_notes_private'));
  }

  /** The name of an account by its number; the number where it is not there any more or may not be seen. */
  async nameOf(id: string): Promise<string> {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const name = (await unlessForbidden(this.#api.userName(id))) ?? `#${id}`;
    this.#names.set(id, name);
    return name;
  }
}

/** What can be read, or undefined where this account may not. */
export async function unlessForbidden<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (DeskError.is(error, 'forbidden')) return undefined;
    throw error;
  }
}
