import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { findTransition, move } from '../../app/move.ts';
import { find, type AddCommand } from '../context.ts';
import { fieldOption, fieldsSchema } from '../fields.ts';
import { ticketLine } from '../render.ts';

const optionsSchema = v.object({ field: fieldsSchema, note: v.optional(v.string()) });

export const addMove: AddCommand = (program, run) => {
  program
    .command('move')
    .description(l10n.t('take a step of the ticket’s workflow'))
    .argument('<ref>', l10n.t('a key, or alias:key'))
    .argument('<transition>', l10n.t('the step, or the state or phase it leads to'))
    .option(...fieldOption)
    .option('--note <text>', l10n.t('an internal note that says why'))
    .action(
      run(async (context, key: string, wanted: string, options: unknown) => {
        const { field, note } = v.parse(optionsSchema, options);
        const { backend, ticket: found } = await find(context, key);
        const [seen, transition] = await Promise.all([
          backend.get(found.ref),
          findTransition(backend, found.ref, wanted),
        ]);
        const choice = { transition, fields: field, ...(note === undefined ? {} : { note }) };
        const { ticket, problem } = await move(backend, seen, choice);
        if (problem !== undefined) context.output.problem(problem);
        context.output.result(ticket, ticketLine(ticket));
      }),
    );
};
