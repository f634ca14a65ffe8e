import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { whoIsOnCall, type ConnectionOnCall } from '../../app/whoIsOnCall.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Service } from '../../domain/service.ts';
import type { AddCommand } from '../context.ts';
import { table } from '../render.ts';

export const addServices: AddCommand = (program, run) => {
  program
    .command('services')
    .description(l10n.t('list the services that are linked to the repository, and where each link came from'))
    .option('--on-call', l10n.t('say too who is called for each now'))
    .action(
      run(async ({ repository: { links }, sources, output }, options: unknown) => {
        const { onCall } = v.parse(optionsSchema, options);
        if (!onCall) return output.result(links.services, table(links.services.map(rowOf)));
        const services = await Promise.all(
          links.services.map(async (service) => ({ ...service, onCall: await whoIsOnCall(sources, service) })),
        );
        return output.result(services, table(services.flatMap((service) => [rowOf(service), ...callsOf(service)])));
      }),
    );
};

const optionsSchema = v.object({ onCall: v.optional(v.boolean(), false) });

function callsOf({ onCall }: { readonly onCall: readonly ConnectionOnCall[] }): string[][] {
  return onCall.flatMap(({ connection, calls }) =>
    calls.map(({ person, level, until = '' }) => [
      '',
      l10n.t('on call {0}', level),
      oneLine(person.name),
      connection,
      until,
    ]),
  );
}

function rowOf({ name, paths, tickets, source }: Service): string[] {
  const where = tickets.map(({ connection, select }) =>
    Object.keys(select).length === 0 ? connection : `${connection} ${JSON.stringify(select)}`,
  );
  const sources = new Set([source, ...tickets.flatMap((link) => link.source ?? [])]);
  if (sources.size > 1) sources.delete('default');
  return [name, paths.join(' ') || l10n.t('whole repository'), where.join(', '), [...sources].join(', ')];
}
