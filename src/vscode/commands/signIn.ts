import { CancellationError, l10n, ProgressLocation, window } from 'vscode';
import type { BackendKind } from '../../backends/backendKind.ts';
import { originOf, type Connection, type Credential } from '../../domain/connection.ts';
import { aliasPattern } from '../../domain/connectionSchema.ts';
import { DeskError } from '../../domain/errors.ts';
import type { Connections } from '../connections.ts';
import type { Footbridge } from '../footbridge.ts';
import { detailOf } from '../log.ts';
import { say } from './ask.ts';
import { askCredential, askType } from './askCredential.ts';
import { askInTurn, type Step } from './askInTurn.ts';
import { connectionOf, kindOf } from './connectionArgument.ts';
import { askRemedy, type StepName } from './signInRemedy.ts';

/** What is known of a sign-in so far. */
export interface Draft {
  readonly connection: Connection;
  readonly type?: Credential['type'];
  readonly credential?: Credential;
}

/** What a sign-in works with. */
export interface SignInContext extends Pick<Footbridge, 'kinds' | 'log' | 'showLog'> {
  readonly connections: Pick<Connections, 'all' | 'signIn'>;
}

export type DraftStep = Step<Draft, StepName>;

/** Signs in to a connection: one that the repository proposes, or one of the user's own. */
export async function signInCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const title = l10n.t('Sign in to which connection?');
  const source = await connectionOf(footbridge, given, {
    title,
    offer: ({ connection }) => connection.url !== undefined,
  });
  const proposed = source.connection;
  const taken = footbridge.connections.all().some(({ alias, url }) => alias === proposed.alias && url !== proposed.url);
  const connection = taken ? { ...proposed, alias: freeAlias(footbridge, proposed.alias) } : proposed;
  await signIn(footbridge, { connection }, [accountStep(footbridge), ...credentialSteps(footbridge)]);
}

/** Asks what is to be asked, signs in, and lets the user correct what was wrong until it works or they give up. */
export async function signIn(footbridge: SignInContext, start: Draft, steps: readonly DraftStep[]): Promise<void> {
  let draft = start;
  for (let from = 0; ;) {
    try {
      await askInTurn(draft, steps, { from, keep: (known) => void (draft = known) });
      await use(footbridge, draft);
      return;
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      footbridge.log.error(`sign-in: ${detailOf(error)}`);
      const remedy = await askRemedy(error, {
        connection: draft.connection,
        steps: steps.map(({ name }) => name),
        footbridge,
      });
      if (remedy === undefined) throw new CancellationError();
      draft = { ...draft, connection: remedy.connection };
      from = remedy.from === undefined ? steps.length : steps.findIndex(({ name }) => name === remedy.from);
    }
  }
}

async function use(footbridge: SignInContext, { connection, credential }: Draft): Promise<void> {
  if (credential === undefined) throw new CancellationError();
  const origin = originOf(connection) ?? connection.alias;
  const me = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Signing in to {0}…', origin) },
    () => footbridge.connections.signIn(connection, credential),
  );
  say(l10n.t('Signed in to {0} as {1}', origin, me.name));
}

/** Asks which account, where the product needs to know or the user has another one there. */
export function accountStep(footbridge: SignInContext): DraftStep {
  return {
    name: 'account',
    ask: async (draft, asker) => {
      const { connection } = draft;
      const kind = kindOf(footbridge, connection);
      const others = otherAccounts(footbridge, connection);
      if (kind.account === undefined && others.length === 0) return draft;
      const { account: known = '', ...rest } = connection;
      const account = await asker.text({
        title: titleOf(connection, kind),
        prompt: kind.account?.() ?? l10n.t('You have an account there already. Which one is this?'),
        value: known,
        optional: others.length === 0,
        validateInput: (typed) =>
          others.includes(typed) ? l10n.t('You have a connection with this account already.') : undefined,
      });
      return { ...draft, connection: account === '' ? rest : { ...rest, account } };
    },
  };
}

/** The accounts of the user's other connections to the same host; '' is one without a name. A credential is kept by host and account. */
function otherAccounts({ connections }: SignInContext, { alias, kind, url }: Connection): string[] {
  const origin = originOf({ alias, kind, ...(url === undefined ? {} : { url }) });
  return connections
    .all()
    .filter((other) => other.alias !== alias && other.kind === kind && originOf(other) === origin)
    .map(({ account = '' }) => account);
}

/** How, and with what. */
export function credentialSteps(footbridge: SignInContext): DraftStep[] {
  const questioned = ({ connection, credential }: Draft) => {
    const kind = kindOf(footbridge, connection);
    return {
      title: titleOf(connection, kind),
      kind,
      connection,
      ...(credential === undefined ? {} : { known: credential }),
    };
  };
  return [
    {
      name: 'signIn',
      ask: async (draft, asker) => ({ ...draft, type: await askType(questioned(draft), asker) }),
    },
    {
      name: 'credential',
      ask: async (draft, asker) => {
        const { type = 'none' } = draft;
        return { ...draft, credential: await askCredential(type, questioned(draft), asker) };
      },
    },
  ];
}

/** The origin is in every step: this is where the user decides which host gets a credential. */
function titleOf(connection: Connection, { name }: Pick<BackendKind, 'name'>): string {
  return l10n.t('Sign in to {0} ({1})', originOf(connection) ?? connection.alias, name);
}

/** An alias that no connection of the user has yet. */
export function freeAlias({ connections }: SignInContext, wanted: string): string {
  const taken = new Set(connections.all().map(({ alias }) => alias));
  const base = aliasPattern.test(wanted) ? wanted : 'connection';
  let alias = base;
  for (let number = 2; taken.has(alias); number++) alias = `${base}-${number}`;
  return alias;
}
