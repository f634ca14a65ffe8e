import { existsSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { DeskError, type Reason } from '../domain/errors.ts';
import type { GitExit } from './gitProcess.ts';

/** What a failed git means to the user. Its own words go into the detail, without any password. */
export function gitFailure(command: string, exit: GitExit): DeskError {
  if (exit.error instanceof DeskError) return exit.error;
  const detail = withoutSecrets(exit.stderr.trim());
  const options = { detail, ...(exit.error === undefined ? {} : { cause: exit.error }) };
  if (exit.timedOut) {
    return new DeskError('timeout', l10n.t('The remote of the repository did not answer in time.'), {
      ...options,
      next: l10n.t('Check the network, then try again.'),
    });
  }
  const known = causes.find(({ pattern }) => pattern.test(exit.stderr));
  const said = detail === '' ? l10n.t('no message') : firstLine(detail);
  if (known === undefined) {
    return new DeskError('configuration', l10n.t('"git {0}" failed: {1}', command, said), options);
  }
  return new DeskError(known.reason, known.message(said), { ...options, next: known.next() });
}

/** Why git could not even be started. */
export function gitNotStarted(error: Error, directory: string): Error {
  if (!('code' in error) || error.code !== 'ENOENT') return error;
  // Node says ENOENT for a missing program and for a missing working directory alike.
  if (!existsSync(directory)) {
    return new DeskError('configuration', l10n.t('The folder {0} does not exist.', directory), { cause: error });
  }
  return new DeskError('configuration', l10n.t('Git was not found on this machine.'), {
    cause: error,
    next: l10n.t('Install git, or name it in the setting "git.path".'),
  });
}

/** Takes user and password out of every address in a text. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^/\s'"]*@/gi, '$1');
}

interface Cause {
  readonly pattern: RegExp;
  readonly reason: Reason;
  readonly message: (said: string) => string;
  readonly next: () => string;
}

/** Git's messages, from its sources (setup.c, connect.c, http.c, transport.c) and ssh's, the more exact ones first. */
const causes: readonly Cause[] = [
  {
    pattern: /detected dubious ownership/,
    reason: 'configuration',
    message: () => l10n.t('Git does not trust this repository, because somebody else owns its folder.'),
    next: () => l10n.t('If you trust it, run: git config --global --add safe.directory <folder>'),
  },
  {
    pattern: /not a git repository/i,
    reason: 'configuration',
    message: () => l10n.t('This folder is not in a git repository.'),
    next: () => l10n.t('Open a folder of a repository, or run: git init'),
  },
  {
    pattern:
      /Authentication failed|could not read (Username|Password)|Permission denied[ ,][(p]|terminal prompts disabled|HTTP (401|403)|error: 40[13]|Invalid username or password/i,
    reason: 'unauthorized',
    message: (said) => l10n.t('The remote of the repository does not accept your sign-in: {0}', said),
    next: () => l10n.t('Check that "git fetch" works in a terminal, then try again.'),
  },
  {
    pattern: /Host key verification failed/i,
    reason: 'configuration',
    message: () => l10n.t('The remote of the repository is not a known host.'),
    next: () => l10n.t('Run "git fetch" in a terminal and compare the key that it shows, then try again.'),
  },
  {
    pattern: /SSL certificate|SSL_|gnutls_|schannel|certificate (verify|problem)/i,
    reason: 'tls',
    message: (said) => l10n.t('The secure connection to the remote of the repository failed: {0}', said),
    next: () => l10n.t('Check that "git fetch" works in a terminal, then try again.'),
  },
  {
    pattern: /Could not resolve proxy|HTTP code 407|response 407|error: 407/i,
    reason: 'proxy',
    message: (said) => l10n.t('The proxy before the remote of the repository refused: {0}', said),
    next: () => l10n.t('Check the setting "http.proxy" of git.'),
  },
  {
    pattern: /does not appear to be a git repository|repository .*not found/i,
    reason: 'configuration',
    message: (said) => l10n.t('The remote of the repository does not exist: {0}', said),
    next: () => l10n.t('Check its address with: git remote -v'),
  },
  {
    pattern:
      /Could not resolve host|Connection (refused|timed out|reset|closed)|Network is unreachable|No route to host|Failed to connect|unable to access|Could not read from remote|the remote end hung up|early EOF|Temporary failure in name resolution/i,
    reason: 'offline',
    message: (said) => l10n.t('The remote of the repository was not reached: {0}', said),
    next: () => l10n.t('What you did is kept in this repository. Sync again when you are connected.'),
  },
];

/** The line that says what happened: git puts hints before and after it. */
function firstLine(text: string): string {
  const lines = text.split('\n');
  return (lines.find((line) => /^(fatal|error|ssh|remote):/i.test(line)) ?? lines[0] ?? '').slice(0, 300);
}
