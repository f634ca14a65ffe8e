import * as l10n from '@vscode/l10n';
import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { createTicket } from '../../app/createTicket.ts';
import type { Source } from '../../app/sources.ts';
import { DeskError } from '../../domain/errors.ts';
import { kinds, type Level } from '../../domain/ticket.ts';
import type { AddCommand, CliContext } from '../context.ts';
import { ticketLine } from '../render.ts';

const level = v.optional(v.picklist([1, 2, 3]));
const optionsSchema = v.object({
  kind: v.picklist(kinds),
  title: v.string(),
  service: v.optional(v.string()),
  connection: v.optional(v.string()),
  impact: level,
  urgency: level,
  body: v.optional(v.string(), ''),
});

export const addCreate: AddCommand = (program, run) => {
  program
    .command('create')
    .description(l10n.t('create a ticket'))
    .requiredOption('--kind <kind>', kinds.join(', '))
    .requiredOption('--title <text>', l10n.t('one line that says what it is about'))
    .option('--service <name>', l10n.t('the service it concerns'))
    .option('--connection <alias>', l10n.t('where it is created; the git desk if nothing is said'))
    .option('--impact <level>', l10n.t('1 high, 2 medium, 3 low'), parseLevel)
    .option('--urgency <level>', l10n.t('1 high, 2 medium, 3 low'), parseLevel)
    .option('--body <text>', l10n.t('the description, in Markdown'))
    .action(
      run(async (context, options: unknown) => {
        const { connection, service, impact, urgency, ...rest } = v.parse(optionsSchema, options);
        const source = sourceFor(context, connection);
        const ticket = await createTicket(source, {
          ...rest,
          ...(service === undefined ? {} : { service }),
          ...(impact === undefined ? {} : { impact }),
          ...(urgency === undefined ? {} : { urgency }),
        });
        context.output.result(ticket, ticketLine(ticket));
      }),
    );
};

function sourceFor({ sources }: CliContext, alias = 'git'): Source {
  const source = sources.find(({ connection }) => connection.alias === alias);
  if (source !== undefined) return source;
  throw new DeskError(
    'usage',
    l10n.t('No service of this repository is linked to a connection {0}.', JSON.stringify(alias)),
    {
      next: l10n.t(
        'The connections of this repository are: {0}.',
        sources.map(({ connection }) => connection.alias).join(', '),
      ),
    },
  );
}

function parseLevel(text: string): Level {
  switch (text) {
    case '1':
      return 1;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      throw new InvalidArgumentError(l10n.t('It is 1, 2 or 3.'));
  }
}
