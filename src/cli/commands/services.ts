import * as l10n from '@vscode/l10n';
import type { Service } from '../../domain/service.ts';
import type { AddCommand } from '../context.ts';
import { table } from '../render.ts';

export const addServices: AddCommand = (program, run) => {
  program
    .command('services')
    .description(l10n.t('list the services that are linked to the repository, and where each link came from'))
    .action(
      run(async ({ repository: { links }, output }) => {
        output.result(links.services, table(links.services.map(rowOf)));
        await Promise.resolve();
      }),
    );
};

function rowOf({ name, paths, tickets, source }: Service): string[] {
  const where = tickets.map(({ connection, select }) =>
    Object.keys(select).length === 0 ? connection : `${connection} ${JSON.stringify(select)}`,
  );
  const sources = new Set([source, ...tickets.flatMap((link) => link.source ?? [])]);
  if (sources.size > 1) sources.delete('default');
  return [name, paths.join(' ') || l10n.t('whole repository'), where.join(', '), [...sources].join(', ')];
}
