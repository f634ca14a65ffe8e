import type { Person } from '../../domain/ticket.ts';
import { once } from '../once.ts';
import type { JiraApi } from './api.ts';
import type { WireUser } from './schema.ts';

/** Who is who. */
export class People {
  readonly #api: JiraApi;
  readonly me: () => Promise<Person>;

  constructor(api: JiraApi) {
    this.#api = api;
    this.me = once(async () => this.whoAmI());
  }

  /** Asks the server each time: that it knows the account is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const [dialect, user] = [await this.#api.dialect(), await this.#api.myself()];
    const id = dialect.userId(user);
    return { id, name: user.displayName || id, isMe: true };
  }

  /** Somebody as an answer names them. Whoever has gone, or is a machine, may have no account at all. */
  async person(user: WireUser | null | undefined): Promise<Person | undefined> {
    if (user === null || user === undefined) return undefined;
    const [dialect, me] = [await this.#api.dialect(), await this.me()];
    const id = dialect.userId(user);
    return { id, name: user.displayName || id, isMe: id === me.id };
  }
}
