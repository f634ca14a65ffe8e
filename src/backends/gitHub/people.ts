import { DeskError } from '../../domain/errors.ts';
import type { Person } from '../../domain/ticket.ts';
import type { GitHubApi } from './api.ts';
import { sameName } from './issueId.ts';

/** Who is who. Answers name others by login only. */
export class People {
  readonly #api: GitHubApi;
  #me: Promise<Person | undefined> | undefined;

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  /** Asks each time: that GitHub knows the account is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const { login, name } = await this.#api.me();
    const me = { id: login, name: name || login, isMe: true };
    this.#me = Promise.resolve(me);
    return me;
  }

  /** The account; undefined where the token is that of no person, as in GitHub Actions: `GET /user` is forbidden to it. */
  async me(): Promise<Person | undefined> {
    const asked = this.#me ?? this.#ask();
    this.#me = asked;
    try {
      return await asked;
    } catch (error) {
      // The next one asks again.
      if (this.#me === asked) this.#me = undefined;
      throw error;
    }
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
