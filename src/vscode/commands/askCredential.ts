import { l10n } from 'vscode';
import type { BackendKind } from '../../backends/backendKind.ts';
import type { Connection, Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { editorToken } from '../editorSession.ts';
import { escapeIcons } from '../escapeIcons.ts';
import type { Asker } from './askInTurn.ts';

type Kind = Pick<BackendKind, 'name' | 'signIn' | 'session' | 'usualUrl' | 'tokenHelp'>;

interface Questioned {
  /** Names the host that will get it. */
  readonly title: string;
  readonly kind: Kind;
  readonly connection: Connection;
  /** What was typed before, where it was another answer that was wrong. */
  readonly known?: Credential;
}

/** Asks how an account signs in, where there are several ways. */
export async function askType({ title, kind }: Questioned, asker: Asker): Promise<Credential['type']> {
  const [only] = kind.signIn;
  if (only !== undefined && kind.signIn.length === 1) return only;
  const items = kind.signIn.map((type) => ({ label: wordFor(type), type }));
  return (await asker.pick(items, { title, placeHolder: l10n.t('How do you sign in?') })).type;
}

/** Asks for what an account signs in with. */
export async function askCredential(
  type: Credential['type'],
  { title, kind, connection, known }: Questioned,
  asker: Asker,
): Promise<Credential> {
  switch (type) {
    case 'token': {
      const prompt = kind.tokenHelp?.() ?? wordFor(type);
      const value = known?.type === type ? known.token : '';
      return { type, token: await asker.text({ title, prompt, value, password: true }) };
    }
    case 'password': {
      const before = known?.type === type ? known : { user: connection.account ?? '', password: '' };
      const user = await asker.text({ title, prompt: l10n.t('User name'), value: before.user });
      const prompt = l10n.t('Password of {0}', user);
      return { type, user, password: await asker.text({ title, prompt, value: before.password, password: true }) };
    }
    case 'session':
      return { type, token: await sessionToken(kind, connection) };
    case 'headers':
      return { type, headers: await askHeaders(title, asker) };
    case 'none': {
      // The origin is what the user agrees to.
      const label = escapeIcons(l10n.t('Ask {0} without a sign-in', connection.url ?? connection.alias));
      await asker.pick([{ label }], { title, placeHolder: l10n.t('Is this the right address?') });
      return { type };
    }
    default:
      return type satisfies never;
  }
}

/** Name and value, until no further name comes. */
async function askHeaders(title: string, asker: Asker): Promise<Readonly<Record<string, string>>> {
  const headers: Record<string, string> = {};
  let name = await asker.text({ title, prompt: l10n.t('Name of the header'), value: 'Authorization', validateInput });
  while (name !== '') {
    const prompt = l10n.t('Value of the header {0}', name);
    headers[name] = await asker.text({ title, prompt, password: true });
    const more = l10n.t('Name of another header; nothing, if that was all');
    name = await asker.text({
      title,
      prompt: more,
      validateInput: (typed) => (typed === '' ? undefined : validateInput(typed)),
    });
  }
  return headers;
}

/** A name as HTTP has them (RFC 9110, 5.6.2). */
function validateInput(name: string): string | undefined {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? undefined : l10n.t('This is not the name of a header.');
}

function wordFor(type: Credential['type']): string {
  switch (type) {
    case 'token':
      return l10n.t('Token');
    case 'password':
      return l10n.t('User name and password');
    case 'session':
      return l10n.t('The account that VS Code is signed in with');
    case 'headers':
      return l10n.t('A header, for a proxy before it');
    case 'none':
      return l10n.t('Without: it has no sign-in');
    default:
      return type satisfies never;
  }
}

/** VS Code asks for itself whether Footbridge may use the account. */
async function sessionToken(kind: Kind, connection: Connection): Promise<string> {
  const token = await editorToken(kind, connection, { createIfNone: true });
  if (token !== undefined) return token;
  const address = connection.url ?? connection.alias;
  throw new DeskError('configuration', l10n.t('VS Code has no account of {0} for {1}.', kind.name, address), {
    next:
      kind.session?.elsewhere === undefined
        ? l10n.t('Sign in with a token.')
        : l10n.t('Put the address into your setting {0}, or sign in with a token.', kind.session.elsewhere.setting),
  });
}
