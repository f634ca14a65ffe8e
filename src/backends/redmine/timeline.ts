import * as l10n from '@vscode/l10n';
import type { Page } from '../../domain/ports.ts';
import type { Entry, TicketRef } from '../../domain/ticket.ts';
import { changeText } from './changeText.ts';
import { toPerson } from './map.ts';
import { noteEntry } from './noteEntry.ts';
import type { WireJournal } from './schema.ts';
import type { Current, RedmineSession } from './session.ts';

/** The whole history of a ticket, the oldest first: Redmine has it in one answer. A journal can be a change and a text in one. */
export async function timeline(session: RedmineSession, { id }: TicketRef): Promise<Page<Entry>> {
  const [current, { id: me }] = await Promise.all([session.read(id), session.people.me()]);
  const { wire } = current;
  const made: Entry = {
    id: 'created',
    at: wire.created_on,
    author: toPerson(wire.author ?? { id: '', name: '' }, me),
    kind: 'change',
    audience: 'internal',
    body: l10n.t('Created.'),
  };
  const journals = wire.journals.toSorted((a, b) => compare(a.created_on, b.created_on) || Number(a.id) - Number(b.id));
  const told = await Promise.all(journals.map(async (journal) => entriesOf(session, current, journal)));
  return { items: [made, ...told.flat()] };
}

async function entriesOf(session: RedmineSession, current: Current, journal: WireJournal): Promise<readonly Entry[]> {
  const { id: me } = await session.people.me();
  const entries: Entry[] = [];
  if (journal.details.length > 0) {
    entries.push({
      id: `${journal.id}:changes`,
      at: journal.created_on,
      author: toPerson(journal.user, me),
      kind: 'change',
      audience: 'internal',
      body: await changeText(session, current.wire, journal.details),
    });
  }
  if (journal.notes.trim() !== '') entries.push(await noteEntry(session, journal));
  return entries;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
