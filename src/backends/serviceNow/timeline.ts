import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Page } from '../../domain/ports.ts';
import type { Entry, Person, TicketRef } from '../../domain/ticket.ts';
import { entryOf, readJournal } from './journal.ts';
import { instantOf } from './map.ts';
import { isSysId, oneOf } from './query.ts';
import type { WireAudit } from './schema.ts';
import type { Current, SnowSession } from './session.ts';

/** The columns whose changes are told. */
const toldColumns = [
  'state',
  'assigned_to',
  'assignment_group',
  'priority',
  'short_description',
  'hold_reason',
  'close_code',
];

/** What happened to a ticket, the oldest first, all of it: journals have no pages that would not move. */
export async function timeline(session: SnowSession, ref: TicketRef): Promise<Page<Entry>> {
  const current = await session.read(ref);
  const [journal, changes, people] = await Promise.all([
    readJournal(session, current),
    changesOf(session, current),
    session.people.byLogin([current.row.sys_created_by.value]),
  ]);
  const login = current.row.sys_created_by.value;
  const opened: Entry = {
    id: 'opened',
    at: current.ticket.created,
    author: people.get(login) ?? { id: login, name: login, isMe: false },
    kind: 'change',
    audience: 'internal',
    body: l10n.t('Opened'),
  };
  const items = [opened, ...changes, ...journal.map(entryOf)];
  return { items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

/** From the audit. Where it may not be read, or the table is not audited, a timeline has no changes. */
async function changesOf(session: SnowSession, current: Current): Promise<readonly Entry[]> {
  const rows = await session.api.audit(current.id.sysId, toldColumns).catch((error: unknown) => {
    if (DeskError.is(error, 'forbidden', 'notFound', 'refused')) return [];
    throw error;
  });
  const told = rows.filter(({ oldvalue, newvalue }) => oldvalue !== newvalue);
  if (told.length === 0) return [];
  const ids = (column: string): readonly string[] =>
    told
      .filter((row) => row.fieldname === column)
      .flatMap((row) => [row.oldvalue, row.newvalue])
      .filter(isSysId);
  const [authors, people, groups, language] = await Promise.all([
    session.people.byLogin(told.map((row) => row.sys_created_by)),
    session.people.byId(ids('assigned_to')),
    groupNames(session, ids('assignment_group')),
    session.language([current.row]),
  ]);
  return Promise.all(
    told.map(async (row): Promise<Entry> => {
      const shown = async (value: string): Promise<string> =>
        shownValue(row, value, { session, table: current.id.table, language, people, groups });
      const [before, after] = await Promise.all([shown(row.oldvalue), shown(row.newvalue)]);
      const login = row.sys_created_by;
      return {
        id: row.sys_id,
        at: instantOf({ value: row.sys_created_on }) ?? current.ticket.created,
        author: authors.get(login) ?? { id: login, name: login, isMe: false },
        kind: 'change',
        audience: 'internal',
        body: plainToMarkdown(`${columnWord(row.fieldname)}: ${before || '–'} → ${after || '–'}`),
      };
    }),
  );
}

interface Names {
  readonly session: SnowSession;
  readonly table: string;
  readonly language: string;
  readonly people: ReadonlyMap<string, Person>;
  readonly groups: ReadonlyMap<string, string>;
}

/** The audit has codes and sys_ids. */
async function shownValue({ fieldname }: WireAudit, value: string, names: Names): Promise<string> {
  const { session, table, language, people, groups } = names;
  if (fieldname === 'assigned_to') return people.get(value)?.name ?? value;
  if (fieldname === 'assignment_group') return groups.get(value) ?? value;
  const choices = await session.choices.of(table, fieldname, language);
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

async function groupNames({ api }: SnowSession, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await api.named('sys_user_group', oneOf('sys_id', [...new Set(ids)])).catch((error: unknown) => {
    if (DeskError.is(error, 'forbidden', 'notFound')) return [];
    throw error;
  });
  return new Map(rows.map((row) => [row.sys_id, row.name]));
}

function columnWord(column: string): string {
  switch (column) {
    case 'state':
      return l10n.t('State');
    case 'assigned_to':
      return l10n.t('Assigned to');
    case 'assignment_group':
      return l10n.t('Assignment group');
    case 'priority':
      return l10n.t('Priority');
    case 'short_description':
      return l10n.t('Title');
    case 'hold_reason':
      return l10n.t('Waits for');
    case 'close_code':
      return l10n.t('Resolution code');
    default:
      return column;
  }
}
