import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { decide } from '../../app/decide.ts';
import { find, type AddCommand } from '../context.ts';
import { approvalTable } from '../render.ts';

const optionsSchema = v.object({ decline: v.optional(v.boolean(), false), approval: v.optional(v.string()) });

export const addApprove: AddCommand = (program, run) => {
  program
    .command('approve')
    .description(l10n.t('take a decision that the ticket waits for'))
    .argument('<ref>', l10n.t('a key, or alias:key'))
    .option('--decline', l10n.t('decline instead'))
    .option('--approval <id>', l10n.t('which one, where several wait for you'))
    .action(
      run(async (context, key: string, options: unknown) => {
        const { decline, approval } = v.parse(optionsSchema, options);
        const { backend, ticket } = await find(context, key);
        const approvals = await decide(backend, ticket.ref, {
          decision: decline ? 'decline' : 'approve',
          ...(approval === undefined ? {} : { id: approval }),
        });
        context.output.result(approvals, approvalTable(approvals));
      }),
    );
};
