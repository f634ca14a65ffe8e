import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { AddCommand } from '../context.ts';

export const addSync: AddCommand = (program, run) => {
  program
    .command('sync')
    .description(l10n.t('fetch, merge and push the git desk'))
    .action(
      run(async ({ sources, output }) => {
        const desk = await sources.find(({ connection }) => connection.kind === 'git')?.backend();
        if (desk?.sync === undefined) throw new DeskError('unsupported', l10n.t('There is no git desk here.'));
        const result = await desk.sync();
        for (const ticket of result.lost) {
          const owner = ticket.assignees.map(({ name }) => name).join(', ');
          output.message(l10n.t('{0} was picked up by {1} at the same time; it is theirs.', ticket.key, owner));
        }
        output.result(result, l10n.t('{0} events received, {1} sent.', result.received, result.sent));
      }),
    );
};
