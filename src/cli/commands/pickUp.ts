import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { pickUp, planPickUp, type BranchChoice } from '../../app/pickUp.ts';
import { branchName, defaultBranchTemplate } from '../../domain/branchName.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { find, type AddCommand, type CliContext } from '../context.ts';
import { fieldOption, fieldsSchema } from '../fields.ts';
import { ticketLine } from '../render.ts';

const optionsSchema = v.object({
  branch: v.optional(v.union([v.literal(true), v.string()])),
  force: v.optional(v.boolean(), false),
  field: fieldsSchema,
});

export const addPickUp: AddCommand = (program, run) => {
  program
    .command('pick-up')
    .description(l10n.t('assign a ticket to me, begin it, and start a branch'))
    .argument('<ref>', l10n.t('a key, or alias:key'))
    .option(
      '--branch [name]',
      l10n.t('start a branch, or switch to one that exists; without a name, one is made from the ticket'),
    )
    .option('--force', l10n.t('although somebody else has it, or it is closed'))
    .option(...fieldOption)
    .action(run(async (context, key: string, options: unknown) => take(context, key, v.parse(optionsSchema, options))));
};

async function take(context: CliContext, key: string, options: v.InferOutput<typeof optionsSchema>): Promise<void> {
  const { output, repository } = context;
  const { backend, ticket } = await find(context, key);
  const plan = await planPickUp(backend, ticket.ref);
  const branch = options.branch === undefined ? undefined : await choiceOf(context, plan.ticket, options.branch);
  const result = await pickUp({ backend, repository }, plan, {
    force: options.force,
    fields: options.field,
    ...(branch === undefined ? {} : { branch }),
  });
  if (result.branch !== undefined) output.message(l10n.t('On branch {0}.', result.branch));
  if (result.problem !== undefined) output.problem(result.problem);
  output.result(result.ticket, ticketLine(result.ticket));
}

async function choiceOf({ repository }: CliContext, ticket: Ticket, wanted: string | true): Promise<BranchChoice> {
  const name = wanted === true ? branchName(defaultBranchTemplate, ticket) : wanted;
  const exists = (await repository.workTree.localBranches()).includes(name);
  return { type: exists ? 'switch' : 'start', name };
}
