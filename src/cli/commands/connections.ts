import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { checkConnection } from '../../app/checkConnection.ts';
import type { Source } from '../../app/sources.ts';
import type { Connection } from '../../domain/connection.ts';
import { DeskError, explain } from '../../domain/errors.ts';
import type { AddCommand } from '../context.ts';
import { exitCodes } from '../output.ts';
import { table } from '../render.ts';

const optionsSchema = v.object({ check: v.optional(v.boolean(), false) });

interface ConnectionState extends Connection {
  /** Whether a service of this repository is linked to it. */
  readonly linked: boolean;
  readonly ok?: boolean;
  readonly account?: string;
  readonly reason?: string;
  readonly message?: string;
}

export const addConnections: AddCommand = (program, run) => {
  program
    .command('connections')
    .description(l10n.t('list the connections'))
    .option('--check', l10n.t('sign in to each and say what is wrong'))
    .action(
      run(async (context, options: unknown) => {
        const { check } = v.parse(optionsSchema, options);
        const states = await Promise.all(context.sources.map((source) => stateOf(source, check)));
        context.output.result(states, table(states.map(rowOf)));
        if (states.some(({ ok }) => ok === false)) {
          context.output.exit(states.some(({ ok }) => ok === true) ? exitCodes.partly : exitCodes.failed);
        }
      }),
    );
};

async function stateOf(source: Source, check: boolean): Promise<ConnectionState> {
  const known = { ...source.connection, linked: source.linked };
  if (!check) return known;
  try {
    const me = await checkConnection(await source.backend(), source);
    return { ...known, ok: true, account: me.name, message: l10n.t('signed in as {0}', me.name) };
  } catch (error) {
    const reason = DeskError.is(error) ? error.reason : 'invalidResponse';
    return { ...known, ok: false, reason, message: explain(error) };
  }
}

function rowOf({ alias, kind, url, linked, ok, message }: ConnectionState): string[] {
  const state =
    ok === undefined ? (linked ? l10n.t('linked') : l10n.t('not linked')) : ok ? l10n.t('ok') : l10n.t('failed');
  return [alias, kind, url ?? '', state, message ?? ''];
}
