import { l10n, window } from 'vscode';
import type { Connection } from '../../domain/connection.ts';
import { explain, type DeskError } from '../../domain/errors.ts';
import type { Footbridge } from '../footbridge.ts';

export type StepName = 'kind' | 'address' | 'account' | 'alias' | 'signIn' | 'credential';

/** What the user does about a sign-in that did not work. */
interface Remedy {
  /** The question to go back to; absent: none, it is tried again as it is. */
  readonly from?: StepName;
  readonly connection: Connection;
}

interface Failed {
  readonly connection: Connection;
  /** The questions that there are. */
  readonly steps: readonly StepName[];
  readonly footbridge: Pick<Footbridge, 'showLog'>;
}

interface Action {
  readonly title: string;
  readonly remedy: () => Promise<Remedy | undefined>;
}

/** Says why a sign-in did not work, and offers what can be done about it. @returns undefined if the user gives up. */
export async function askRemedy(error: DeskError, failed: Failed): Promise<Remedy | undefined> {
  const actions = actionsFor(error, failed);
  const log = l10n.t('Show Log');
  const chosen = await window.showErrorMessage(explain(error), ...actions.map(({ title }) => title), log);
  if (chosen === log) failed.footbridge.showLog();
  return actions.find(({ title }) => title === chosen)?.remedy();
}

function actionsFor({ reason }: DeskError, { connection, steps }: Failed): Action[] {
  const back = (title: string, from: StepName): Action[] =>
    steps.includes(from) ? [{ title, remedy: () => Promise.resolve({ from, connection }) }] : [];
  const again: Action = { title: l10n.t('Try Again'), remedy: () => Promise.resolve({ connection }) };
  const address = back(l10n.t('Change the Address…'), 'address');
  const signIn = back(l10n.t('Sign In Differently…'), 'signIn');
  switch (reason) {
    case 'unauthorized':
    case 'notSignedIn':
    case 'forbidden':
    case 'refused':
      return [...signIn, ...address];
    case 'configuration':
    case 'usage':
      return [...back(l10n.t('Change the Account…'), 'account'), ...signIn];
    case 'tls':
      return [
        fileAction(l10n.t('Trust a Certificate File…'), 'caFile', connection),
        fileAction(l10n.t('Use a Client Certificate…'), 'clientCertificate', connection),
        ...address,
      ];
    case 'offline':
    case 'proxy':
    case 'timeout':
    case 'unavailable':
    case 'rateLimited':
      return [again, ...address];
    case 'invalidResponse':
    case 'notFound':
    case 'ambiguous':
    case 'conflict':
    case 'taken':
    case 'unsupported':
    case 'unconfirmed':
      return [...address, again];
    default:
      return reason satisfies never;
  }
}

/** Lets the user name a file with certificates, which the connection then has in the settings. */
function fileAction(title: string, setting: 'caFile' | 'clientCertificate', connection: Connection): Action {
  return {
    title,
    remedy: async () => {
      const [file] = (await window.showOpenDialog({ title, canSelectMany: false })) ?? [];
      return file === undefined ? undefined : { connection: { ...connection, [setting]: file.fsPath } };
    },
  };
}
