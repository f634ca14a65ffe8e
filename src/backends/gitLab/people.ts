import * as l10n from '@vscode/l10n';
import type { Person } from '../../domain/ticket.ts';
import { once, type Once } from '../once.ts';
import type { GitLabApi } from './api.ts';
import type { WireUser } from './schema.ts';

/** Who is who. A person's id is the number of the account, which is what assigning takes. */
export class People {
  readonly #api: GitLabApi;
  readonly me: Once<Person>;

  constructor(api: GitLabApi) {
    this.#api = api;
    this.me = once(async () => this.whoAmI());
  }

  /** Asks the server each time: its answer is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const me = await this.#api.me();
    const person = { id: String(me.id), name: me.name || me.username, isMe: true };
    this.me.keep(person);
    return person;
  }
}

/** Somebody as an answer names them. An account that was deleted is missing. */
export function personOf(user: WireUser | null | undefined, me: Person): Person {
  if (user === null || user === undefined) return { id: '', name: l10n.t('Somebody'), isMe: false };
  const id = String(user.id);
  return { id, name: user.name || user.username, isMe: id === me.id };
}
