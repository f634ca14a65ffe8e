import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Kind, Ticket, TicketDraft } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { listColumns } from './map.ts';
import { note } from './note.ts';
import { isSysId, safeValue } from './query.ts';
import { parseScope, type Scope } from './scope.ts';
import type { SnowSession } from './session.ts';
import { writeId } from './tables.ts';

/** Requests come from the catalogue and their tasks from requests: neither is made by hand. */
const tables = { incident: 'incident', change: 'change_request', problem: 'problem' } as const;
type Creatable = keyof typeof tables;

/** A short description has 160 characters, and what is more is cut off without a word. */
export function titleOf(title: string): string {
  return oneLine(title, 160);
}

export function creatableKinds(scopes: readonly Scope[]): readonly Kind[] {
  return (['incident', 'change', 'problem'] as const).filter(
    (kind) => scopes.length === 0 || scopes.some((scope) => scope.tables.includes(tables[kind])),
  );
}

/** @throws `usage` for a kind that cannot be created here; `unconfirmed` if no answer came and the ticket is not to be found. */
export async function create(session: SnowSession, draft: TicketDraft): Promise<Ticket> {
  const { kind } = draft;
  const scope = draft.service === undefined ? session.scopes[0] : parseScope(draft.service);
  if (!isCreatable(kind) || (scope !== undefined && !scope.tables.includes(tables[kind]))) {
    throw new DeskError('usage', l10n.t('A ticket of the kind {0} cannot be created in {1}.', kind, session.alias), {
      next: l10n.t('It can be: {0}.', creatableKinds(scope === undefined ? [] : [scope]).join(', ')),
    });
  }
  const title = titleOf(draft.title);
  const fields = {
    short_description: title,
    description: draft.body,
    ...(await referencesOf(session, scope)),
    ...(draft.impact === undefined ? {} : { impact: String(draft.impact) }),
    ...(draft.urgency === undefined ? {} : { urgency: String(draft.urgency) }),
    // As the form does for who opens it.
    ...(kind === 'incident' ? { caller_id: (await session.people.me()).person.id } : {}),
  };
  const sysId = await send(session, { table: tables[kind], title, fields });
  const ref = { connection: session.alias, id: writeId({ table: tables[kind], sysId }) };
  const made = await session.read(ref);
  if (made.row.description.value.replaceAll('\r\n', '\n') === draft.body.replaceAll('\r\n', '\n')) return made.ticket;
  // The description has fewer characters than was written: the whole of it goes where there is room.
  await note(session, { ref, body: draft.body, audience: 'internal', marker: undefined });
  return (await session.read(ref)).ticket;
}

function isCreatable(kind: Kind): kind is Creatable {
  return kind in tables;
}

interface NewRow {
  readonly table: string;
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** @returns the sys_id. */
async function send(session: SnowSession, row: NewRow): Promise<string> {
  try {
    return (await session.api.create(row.table, row.fields, listColumns)).sys_id.value;
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const found = await findCreated(session, row);
    if (found !== undefined) return found;
    throw unconfirmed(session, l10n.t('The new ticket'), error);
  }
}

/** The row that was sent without an answer, if it is the only one like it of the last minutes. */
async function findCreated(session: SnowSession, { table, title }: NewRow): Promise<string | undefined> {
  const { person } = await session.people.me();
  const query = `opened_by=${person.id}^sys_created_on>=javascript:gs.minutesAgoStart(10)^ORDERBYDESCsys_created_on`;
  const { items } = await session.api.search({ table, query, fields: listColumns });
  const alike = items.filter((row) => row.short_description.value === title && row.opened_by.value === person.id);
  return alike.length === 1 ? alike[0]?.sys_id.value : undefined;
}

/** What makes a new ticket one of the service: its selectors, by the sys_ids of what they name. */
async function referencesOf(session: SnowSession, scope: Scope | undefined): Promise<Record<string, string>> {
  const wanted = [
    { column: 'cmdb_ci', table: 'cmdb_ci', named: scope?.ci },
    { column: 'business_service', table: 'cmdb_ci_service', named: scope?.businessService },
    { column: 'assignment_group', table: 'sys_user_group', named: scope?.group },
  ];
  const found: Record<string, string> = {};
  for (const { column, table, named } of wanted) {
    if (named !== undefined) found[column] = await sysIdOf(session, table, named);
  }
  return found;
}

async function sysIdOf({ api, alias }: SnowSession, table: string, named: string): Promise<string> {
  if (isSysId(named)) return named;
  const rows = await api.named(table, `name=${safeValue(named)}`);
  const alike = rows.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
  const [row] = alike;
  if (row !== undefined && alike.length === 1) return row.sys_id;
  throw new DeskError(
    'configuration',
    alike.length === 0
      ? l10n.t('{0} has no {1} in {2} that this account may see.', alias, JSON.stringify(named), table)
      : l10n.t('{0} has several {1} in {2}.', alias, JSON.stringify(named), table),
    { next: l10n.t('Use the sys_id instead of the name in the link file.') },
  );
}
