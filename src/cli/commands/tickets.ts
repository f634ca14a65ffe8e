import * as l10n from '@vscode/l10n';
import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { readPages, type ReadPages } from '../../app/readPages.ts';
import type { Source } from '../../app/sources.ts';
import { DeskError, explain } from '../../domain/errors.ts';
import type { TicketQuery } from '../../domain/ports.ts';
import { lastChange } from '../../domain/query.ts';
import { kinds, openPhases, phases, type Ticket } from '../../domain/ticket.ts';
import { levelled, type AddCommand, type CliContext } from '../context.ts';
import { exitCodes } from '../output.ts';
import { ticketTable } from '../render.ts';

const optionsSchema = v.object({
  kind: v.optional(v.array(v.picklist(kinds))),
  service: v.optional(v.array(v.string())),
  mine: v.optional(v.boolean()),
  unassigned: v.optional(v.boolean()),
  phase: v.optional(v.array(v.picklist([...phases, 'any', 'open']))),
  query: v.optional(v.string()),
  limit: v.number(),
  all: v.optional(v.boolean()),
});
type TicketsOptions = v.InferOutput<typeof optionsSchema>;

export const addTickets: AddCommand = (program, run) => {
  program
    .command('tickets')
    .description(l10n.t('list the open tickets of the services that are linked to the repository'))
    .option('--kind <kind...>', l10n.t('only these kinds: {0}', kinds.join(', ')))
    .option('--service <name...>', l10n.t('only tickets of these services'))
    .option('--mine', l10n.t('only what is assigned to me'))
    .option('--unassigned', l10n.t('only what is assigned to nobody'))
    .option('--phase <phase...>', l10n.t('these phases instead of the open ones: {0}, any', phases.join(', ')))
    .option('--query <text>', l10n.t('only tickets with these words in the title'))
    .option('--limit <n>', l10n.t('as many as this'), parseLimit, 50)
    .option('--all', l10n.t('every page'))
    .action(run(async (context, options: unknown) => list(context, v.parse(optionsSchema, options))));
};

function parseLimit(text: string): number {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(l10n.t('It is a number from 1 to 999999.'));
}

async function list(context: CliContext, options: TicketsOptions): Promise<void> {
  if (options.mine === true && options.unassigned === true) {
    throw new DeskError('usage', l10n.t('A ticket is either mine or nobody’s: give one of --mine and --unassigned.'));
  }
  const limit = options.all === true ? Number.POSITIVE_INFINITY : options.limit;
  const results = await Promise.all(
    context.sources.filter(({ linked }) => linked).map((source) => readSource(source, queryOf(options), limit)),
  );
  const found = results
    .flatMap(({ tickets }) => tickets)
    .toSorted(byChange)
    .slice(0, limit)
    .map((ticket) => levelled(context, ticket));
  const problems = results.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const totals = results.map(({ total }) => total);
  const total = totals.includes(undefined) ? null : totals.reduce((sum: number, one) => sum + (one ?? 0), 0);
  const asOf = context.clock().toISOString();
  const { output } = context;
  for (const { connection, message } of problems) output.message(`${connection}: ${message}`);
  output.result({ tickets: found, shown: found.length, total, asOf, problems }, textOf(found, total));
  if (problems.length > 0) output.exit(problems.length === results.length ? exitCodes.failed : exitCodes.partly);
}

function queryOf({ kind, service, mine, unassigned, phase, query }: TicketsOptions): TicketQuery {
  return {
    ...(kind === undefined ? {} : { kinds: kind }),
    ...(service === undefined ? {} : { services: service }),
    ...(mine === true ? { assignee: 'me' } : unassigned === true ? { assignee: 'nobody' } : {}),
    ...(phase === undefined ? {} : { phases: phases.filter((one) => isWanted(one, phase)) }),
    ...(query === undefined ? {} : { text: query }),
  };
}

function isWanted(phase: (typeof phases)[number], wanted: NonNullable<TicketsOptions['phase']>): boolean {
  return wanted.includes('any') || wanted.includes(phase) || (wanted.includes('open') && openPhases.includes(phase));
}

interface SourceResult extends ReadPages {
  readonly problem?: { readonly connection: string; readonly reason: string; readonly message: string };
}

async function readSource(source: Source, query: TicketQuery, limit: number): Promise<SourceResult> {
  try {
    return await readPages(await source.backend(), query, limit);
  } catch (error) {
    const reason = DeskError.is(error) ? error.reason : 'invalidResponse';
    return { tickets: [], total: 0, problem: { connection: source.connection.alias, reason, message: explain(error) } };
  }
}

function byChange(a: Ticket, b: Ticket): number {
  return lastChange(b).localeCompare(lastChange(a));
}

function textOf(tickets: readonly Ticket[], total: number | null): string {
  const count =
    total === null ? l10n.t('{0} shown, there are more', tickets.length) : l10n.t('{0} of {1}', tickets.length, total);
  return tickets.length === 0 ? l10n.t('No ticket matches.') : `${ticketTable(tickets)}\n\n${count}`;
}
