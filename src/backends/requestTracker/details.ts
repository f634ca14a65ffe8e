import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketDetails, TicketRef } from '../../domain/ticket.ts';
import { linksOf } from './map.ts';
import type { RtSession } from './session.ts';
import { textsOf } from './texts.ts';

/** @throws `notFound` for what is no key or names no ticket. */
export async function find(session: RtSession, key: string): Promise<Ticket> {
  const id = /^#?([1-9][0-9]*)$/.exec(key.trim())?.[1];
  if (id !== undefined) return (await session.look(id)).ticket;
  throw new DeskError(
    'notFound',
    l10n.t('{0} is not the number of a ticket in {1}.', JSON.stringify(key), session.alias),
  );
}

/** A ticket with its text, which is that of the transaction that made it. */
export async function details(session: RtSession, ref: TicketRef): Promise<TicketDetails> {
  const where = [{ field: 'Type', value: 'Create' }];
  const [{ ticket, wire }, made] = await Promise.all([
    session.look(ref.id),
    // An id that is no number is refused by the one above.
    /^\d+$/.test(ref.id) ? session.api.history(ref.id, { where }) : [],
  ]);
  // Tickets that were merged into this one bring theirs with them.
  const creation = made.find(({ ObjectId }) => ObjectId === wire.id);
  const texts = await textsOf(session.api, creation === undefined ? [] : [creation.id]);
  return {
    ...ticket,
    body: (creation === undefined ? undefined : texts.get(creation.id)?.body) ?? '',
    links: linksOf(wire._hyperlinks, session.address),
  };
}
