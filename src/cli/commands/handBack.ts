import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { handBack } from '../../app/handBack.ts';
import { find, type AddCommand } from '../context.ts';
import { ticketLine } from '../render.ts';

const optionsSchema = v.object({ reason: v.string() });

export const addHandBack: AddCommand = (program, run) => {
  program
    .command('hand-back')
    .description(l10n.t('give a ticket back: nobody’s again, in the state it was found in, its branch left'))
    .argument('<ref>', l10n.t('a key, or alias:key'))
    .requiredOption('--reason <text>', l10n.t('why; it is noted on the ticket, internally'))
    .action(
      run(async (context, key: string, options: unknown) => {
        const { reason } = v.parse(optionsSchema, options);
        const { output, repository } = context;
        const { backend, ticket } = await find(context, key);
        const result = await handBack({ backend, repository }, ticket.ref, reason);
        if (result.branch !== undefined) output.message(l10n.t('On branch {0}.', result.branch));
        if (result.problem !== undefined) output.problem(result.problem);
        output.result(result.ticket, ticketLine(result.ticket));
      }),
    );
};
