import * as l10n from '@vscode/l10n';
import { Command, CommanderError } from 'commander';
import * as v from 'valibot';
import { DeskError, explain } from '../domain/errors.ts';
import type { AddCommand, CliContext, Run } from './context.ts';
import { exitCodes, openOutput, type CliProcess, type Output } from './output.ts';

export interface GlobalOptions {
  readonly json: boolean;
  readonly connections?: string | undefined;
  readonly repo: string;
}

const globalOptionsSchema = v.object({
  json: v.optional(v.boolean(), false),
  connections: v.optional(v.string()),
  repo: v.string(),
});

interface ProgramOptions {
  readonly process: CliProcess;
  readonly version: string;
  readonly commands: readonly AddCommand[];
  /** Builds the adapters for what the options say. */
  readonly openContext: (options: GlobalOptions, output: Output) => Promise<CliContext>;
}

/** Reads the command line, runs the command, and turns what it throws into a message and an exit code. Never rejects. */
export async function runProgram({ process, version, commands, openContext }: ProgramOptions): Promise<void> {
  const program = new Command('footbridge')
    .description(l10n.t('Operations tickets of the repository you are in'))
    .version(version)
    .option('--json', l10n.t('print one JSON document; messages go to stderr'))
    .option('--connections <file>', l10n.t('your connections, as YAML or JSON'))
    .option('--repo <directory>', l10n.t('the repository'), process.cwd())
    .configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: (text) => process.stderr.write(text) })
    .exitOverride();
  const run: Run =
    (action) =>
    async (...rest) => {
      const options = v.parse(globalOptionsSchema, program.opts());
      const output = openOutput(options.json, process);
      await action(await openContext(options, output), ...rest);
    };
  for (const add of commands) add(program, run);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (!(error instanceof CommanderError)) process.stderr.write(`footbridge: ${messageOf(error)}\n`);
  }
}

function messageOf(error: unknown): string {
  if (!v.isValiError(error)) return explain(error);
  return error.issues.map((issue) => `--${String(issue.path?.[0]?.key)}: ${issue.message}`).join('\n');
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (v.isValiError(error)) return exitCodes.usage;
  if (!(error instanceof DeskError)) return exitCodes.failed;
  switch (error.reason) {
    case 'usage':
    case 'ambiguous':
      return exitCodes.usage;
    case 'refused':
    case 'taken':
    case 'conflict':
    case 'forbidden':
    case 'unauthorized':
    case 'unsupported':
      return exitCodes.refused;
    case 'notFound':
    case 'notSignedIn':
    case 'offline':
    case 'timeout':
    case 'tls':
    case 'proxy':
    case 'rateLimited':
    case 'unavailable':
    case 'invalidResponse':
    case 'configuration':
    case 'unconfirmed':
      return exitCodes.failed;
    default:
      return error.reason satisfies never;
  }
}
