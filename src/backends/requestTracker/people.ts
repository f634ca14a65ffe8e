import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person } from '../../domain/ticket.ts';
import { once, type Once } from '../once.ts';
import type { RtApi } from './api.ts';
import type { WireUser } from './schema.ts';

/** Who is who. Names that came along with something are kept, so that they need not be asked for. */
export class People {
  readonly #api: RtApi;
  readonly #alias: string;
  readonly #user: string;
  readonly #names = new Map<string, Promise<string>>();
  readonly me: Once<Person>;

  constructor(api: RtApi, alias: string, user: string) {
    this.#api = api;
    this.#alias = alias;
    this.#user = user;
    this.me = once(async () => this.whoAmI());
  }

  /** Asks the server each time: that it knows the account is the proof that the credential is good. */
  async whoAmI(): Promise<Person> {
    const account = await this.#api.account(this.#user);
    if (account === undefined) {
      throw new DeskError('unauthorized', l10n.t('{0} does not know the user {1}.', this.#alias, this.#user), {
        next: l10n.t('Sign in to {0} again.', this.#alias),
      });
    }
    const me = { id: account.Name, name: account.RealName || account.Name, isMe: true };
    this.me.keep(me);
    this.#names.set(me.id, Promise.resolve(me.name));
    return me;
  }

  /** Somebody as an answer names them: by login, and with the name if it was asked for. */
  async person({ id, RealName }: WireUser): Promise<Person> {
    const me = await this.me();
    if (RealName !== '') this.#names.set(id, Promise.resolve(RealName));
    return { id, name: RealName || ((await this.#names.get(id)) ?? id), isMe: id === me.id };
  }

  /** The same, and asks for the name where it is not known. */
  async personByName(user: WireUser): Promise<Person> {
    return { ...(await this.person(user)), name: user.RealName || (await this.nameOf(user.id)) };
  }

  /** The name of an account by its login or number; the login where it may not be seen. */
  async nameOf(user: string): Promise<string> {
    const known = this.#names.get(user) ?? this.#askName(user);
    this.#names.set(user, known);
    return known;
  }

  async #askName(user: string): Promise<string> {
    try {
      const account = await this.#api.account(user);
      return account === undefined ? user : account.RealName || account.Name;
    } catch (error) {
      if (DeskError.is(error, 'forbidden')) return user;
      this.#names.delete(user);
      throw error;
    }
  }
}
