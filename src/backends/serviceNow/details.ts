import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Ticket, TicketDetails, TicketRef } from '../../domain/ticket.ts';
import { serviceNowKind } from './kind.ts';
import { linksOf, listColumns } from './map.ts';
import type { SnowSession } from './session.ts';

/** @throws `notFound` for what is no key or names no ticket; `ambiguous` where several tables have given the same number. */
export async function find(session: SnowSession, key: string): Promise<Ticket> {
  const number = key.trim().toUpperCase();
  const rows = serviceNowKind.keyPattern.test(number)
    ? await session.api.search({ table: 'task', query: `number=${number}`, fields: listColumns })
    : undefined;
  // What the instance answers is looked at: a condition that it ignores would find everything.
  const found = (rows?.items ?? []).filter((row) => row.number.value.toUpperCase() === number);
  const [row] = found;
  if (row === undefined) {
    throw new DeskError(
      'notFound',
      l10n.t('{0} is not the number of a ticket in {1}.', JSON.stringify(key), session.alias),
      {
        next: l10n.t('Look at the number again. It may also be that this account may not see the ticket.'),
      },
    );
  }
  if (found.length > 1) {
    throw new DeskError('ambiguous', l10n.t('{0} is the number of several tickets in {1}.', number, session.alias), {
      next: found.map((one) => `${one.sys_class_name.display_value}: ${one.short_description.value}`).join('; '),
    });
  }
  // Read once more from its own table, so that it is the same as everywhere.
  return (await session.read({ id: `${row.sys_class_name.value}.${row.sys_id.value}` })).ticket;
}

export async function details(session: SnowSession, ref: TicketRef): Promise<TicketDetails> {
  const { ticket, row } = await session.read(ref);
  return { ...ticket, body: plainToMarkdown(row.description.value), links: linksOf(row, session.address) };
}
