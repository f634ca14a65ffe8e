import { DeskError } from '../../domain/errors.ts';
import type { Person } from '../../domain/ticket.ts';
import { once, type Once } from '../once.ts';
import type { GitHubApi } from './api.ts';
import { sameName } from './issueId.ts';

/** Who is who. Answers name others by login only. */
export class People {
  readonly #api: GitHubApi;
  /** The account; undefined where the token is that of no person, as in GitHub Actions: `GET /user` is forbidden to it. */
  readonly me: Once<Person | undefined>;

  constructor(api: GitHubApi) {
    this.#api = api;
    this.me = once(async () => this.#ask());
  }

  /** Asks each time: that GitHub knows the account is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const { login, name } = await this.#api.me();
    const me = { id: login, name: name || login, isMe: true };
    this.me.keep(me);
    return me;
  }

  async #ask(): Promise<Person | undefined> {
    try {
      return await this.whoAmI();
    } catch (error) {
      if (DeskError.is(error, 'forbidden')) return undefined;
      throw error;
    }
  }

  /** Turns logins into people. */
  async personOf(): Promise<(login: string) => Person> {
    const me = await this.me();
    return (login) => (me !== undefined && sameName(me.id, login) ? me : { id: login, name: login, isMe: false });
  }
}
