import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person } from '../../domain/ticket.ts';
import type { From, PdApi } from './api.ts';
import type { WireReference, WireUser } from './schema.ts';

/** Who is who, and in whose name writes are sent. */
export class People {
  readonly #api: PdApi;
  readonly #alias: string;
  readonly #account: string | undefined;
  #me: Promise<WireUser> | undefined;

  /** @param account the e-mail address of the connection. */
  constructor(api: PdApi, alias: string, account: string | undefined) {
    this.#api = api;
    this.#alias = alias;
    this.#account = account;
  }

  /** Asks the server each time: its answer is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const asked = this.#ask();
    this.#me = asked;
    const user = await this.#settle(asked);
    return personOf(user);
  }

  async me(): Promise<Person> {
    return personOf(await this.#known());
  }

  /** The owner of the key, whatever the connection says. @throws `configuration` where an account-wide key does not say whose it is. */
  async from(): Promise<From> {
    return (await this.#known()).email || (this.#account ?? '');
  }

  /** Somebody as an answer names them; a service or an integration too, where one did it. */
  async person(reference: WireReference | null | undefined): Promise<Person> {
    const me = await this.#known();
    if (reference === null || reference === undefined) return { id: '', name: 'PagerDuty', isMe: false };
    return { id: reference.id, name: reference.summary || reference.id, isMe: reference.id === me.id };
  }

  async #known(): Promise<WireUser> {
    const asked = this.#me ?? this.#ask();
    this.#me = asked;
    return this.#settle(asked);
  }

  async #settle(asked: Promise<WireUser>): Promise<WireUser> {
    try {
      return await asked;
    } catch (error) {
      // The next one asks again.
      if (this.#me === asked) this.#me = undefined;
      throw error;
    }
  }

  async #ask(): Promise<WireUser> {
    const owner = await this.#api.me();
    if (owner !== undefined) return owner;
    const account = this.#account;
    if (account === undefined) {
      throw new DeskError('configuration', l10n.t('The key of {0} does not say who you are.', this.#alias), {
        next: l10n.t('Give the connection your e-mail address as `account`, or sign in with a user API key.'),
      });
    }
    const found = await this.#api.usersLike(account);
    const user = found.find(({ email }) => email.toLowerCase() === account.toLowerCase());
    if (user !== undefined) return user;
    throw new DeskError('configuration', l10n.t('{0} has no user with the address {1}.', this.#alias, account), {
      next: l10n.t('Give the connection the e-mail address of your user there as `account`.'),
    });
  }
}

function personOf({ id, name, summary, email }: WireUser): Person {
  return { id, name: name || summary || email || id, isMe: true };
}
