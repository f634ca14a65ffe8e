import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketDetails, TicketRef } from '../../domain/ticket.ts';
import { commitLinksIn } from './commitLink.ts';
import { linksOf } from './map.ts';
import type { RedmineSession } from './session.ts';
import { readText } from './texts.ts';

/** @throws `notFound` for what is no key or names no ticket. */
export async function find(session: RedmineSession, key: string): Promise<Ticket> {
  const id = /^#?([1-9][0-9]*)$/.exec(key.trim())?.[1];
  if (id !== undefined) return (await session.read(id)).ticket;
  throw new DeskError(
    'notFound',
    l10n.t('{0} is not the number of a ticket in {1}.', JSON.stringify(key), session.alias),
  );
}

export async function details(session: RedmineSession, { id }: TicketRef): Promise<TicketDetails> {
  const [{ ticket, wire }, formatting] = await Promise.all([session.read(id), session.formatting()]);
  return {
    ...ticket,
    body: readText(wire.description, formatting),
    links: [...commitLinksIn(wire), ...linksOf(wire, session.address)],
  };
}
