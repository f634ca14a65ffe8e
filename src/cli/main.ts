import process from 'node:process';
import * as l10n from '@vscode/l10n';
import packageJson from '../../package.json' with { type: 'json' };
import { sourcesOf } from '../app/sources.ts';
import { backendKinds } from '../backends/registry.ts';
import type { Connection, Credential } from '../domain/connection.ts';
import { DeskError } from '../domain/errors.ts';
import { proxyFrom } from '../http/proxy.ts';
import { backendOpener } from '../openBackend.ts';
import { openRepository } from '../openRepository.ts';
import { environmentCredential, findConnectionsFile, readConnectionsFile } from '../repo/connectionsFile.ts';
import { addApprove } from './commands/approve.ts';
import { addConnections } from './commands/connections.ts';
import { addCreate } from './commands/create.ts';
import { addHandBack } from './commands/handBack.ts';
import { addMove } from './commands/move.ts';
import { addNoteCommand } from './commands/note.ts';
import { addPickUp } from './commands/pickUp.ts';
import { addServices } from './commands/services.ts';
import { addShow } from './commands/show.ts';
import { addSync } from './commands/sync.ts';
import { addTickets } from './commands/tickets.ts';
import type { CliContext } from './context.ts';
import type { Output } from './output.ts';
import { runProgram, type GlobalOptions } from './program.ts';

await runProgram({
  process,
  version: packageJson.version,
  // oxfmt-ignore
  commands: [
    addTickets, addShow, addPickUp, addHandBack, addMove, addNoteCommand, addCreate, addApprove, addServices, addConnections, addSync,
  ],
  openContext,
});

/** Builds the adapters: the repository, and the user's connections with the credentials of the environment. */
async function openContext(options: GlobalOptions, output: Output): Promise<CliContext> {
  const { env } = process;
  const log = { debug: quiet, info: quiet, warn: output.message, error: output.message };
  const connections = await readConnectionsFile(findConnectionsFile(options.connections, env), backendKinds);
  const repository = await openRepository({ folder: options.repo, connections, log });
  if (repository === undefined) {
    throw new DeskError('configuration', l10n.t('{0} is not in a git repository.', options.repo), {
      next: l10n.t('Go to one, or name one with --repo.'),
    });
  }
  for (const { message, severity, start } of repository.linkProblems) {
    output.message(`${repository.linkFile ?? ''}:${start.line + 1}:${start.column + 1}: ${severity}: ${message}`);
  }
  const repositories = [repository];
  // Only the user's own connections get a credential: an alias that a repository proposes would else choose the host of a token.
  const credentialOf = (connection: Connection) =>
    Promise.resolve(environmentCredential(connection, env) ?? withoutSignIn(connection));
  const open = backendOpener({ repositories, credentialOf, proxyFor: proxyFrom(env), clock: now, log });
  const sources = sourcesOf({ repositories, connections, kinds: backendKinds, open });
  return { repository, sources, clock: now, output };
}

/** The user has written the connection down: that is consent enough for a product that has no sign-in. */
function withoutSignIn({ kind }: Connection): Credential | undefined {
  const known = backendKinds.find((one) => one.kind === kind);
  return known?.signIn.includes('none') === true ? { type: 'none' } : undefined;
}

function now(): Date {
  return new Date();
}

function quiet(): void {
  // The command line says what was asked, and what went wrong.
}
