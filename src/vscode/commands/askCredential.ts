import { l10n } from 'vscode';
import type { BackendKind } from '../../backends/backendKind.ts';
import type { Connection, Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { editorToken } from '../editorSession.ts';
import { askText, pick } from './ask.ts';

/** Asks for what an account signs in with. The title names the host that will get it. */
export async function askCredential(
  title: string,
  kind: Pick<BackendKind, 'name' | 'signIn' | 'session' | 'usualUrl' | 'tokenHelp'>,
  connection: Connection,
): Promise<Credential> {
  const [only] = kind.signIn;
  const type = only !== undefined && kind.signIn.length === 1 ? only : await pickType(title, kind.signIn);
  switch (type) {
    case 'token':
      return { type, token: await askText({ title, prompt: kind.tokenHelp ?? wordFor(type), password: true }) };
    case 'password': {
      const user = await askText({ title, prompt: l10n.t('User name') });
      const prompt = l10n.t('Password of {0}', user);
      return { type, user, password: await askText({ title, prompt, password: true }) };
    }
    case 'session':
      return { type, token: await sessionToken(kind, connection) };
    case 'headers': {
      const name = await askText({ title, prompt: l10n.t('Name of the header'), value: 'Authorization' });
      const value = await askText({ title, prompt: l10n.t('Value of the header {0}', name), password: true });
      return { type, headers: { [name]: value } };
    }
    case 'none':
      return { type };
    default:
      return type satisfies never;
  }
}

async function pickType(title: string, types: readonly Credential['type'][]): Promise<Credential['type']> {
  const items = types.map((type) => ({ label: wordFor(type), type }));
  return (await pick(items, { title, placeHolder: l10n.t('How do you sign in?') })).type;
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
async function sessionToken(
  kind: Pick<BackendKind, 'name' | 'session' | 'usualUrl'>,
  connection: Connection,
): Promise<string> {
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
