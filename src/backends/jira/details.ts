import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Due, Ticket, TicketDetails, TicketLink, TicketRef } from '../../domain/ticket.ts';
import { jiraKind } from './kind.ts';
import { issueLinks, slaDue } from './map.ts';
import type { WireIssue } from './schema.ts';
import type { JiraSession } from './session.ts';

/** An issue that has moved to another project is found by its old key too. */
export async function find(session: JiraSession, key: string): Promise<Ticket> {
  const wanted = key.trim().toUpperCase();
  const wire = jiraKind.keyPattern.test(wanted) ? await session.api.issue(wanted) : undefined;
  return (await session.current(wire, key)).ticket;
}

export async function details(session: JiraSession, ref: TicketRef): Promise<TicketDetails> {
  const { wire, ticket } = await session.read(ref.id);
  const [dialect, remote, levels] = await Promise.all([
    session.api.dialect(),
    session.api.links(wire.id),
    serviceLevels(session, wire),
  ]);
  const links: TicketLink[] = remote.map(({ object: { url, title } }) => ({ label: title || url, url }));
  return {
    ...ticket,
    due: [...levels, ...ticket.due],
    body: dialect.read(wire.fields.description),
    links: [...links, ...issueLinks(wire, session.address)],
  };
}

/** Agents only see them; for everybody else the ticket is complete without. */
async function serviceLevels(session: JiraSession, wire: WireIssue): Promise<readonly Due[]> {
  try {
    return (await session.isRequest(wire)) ? slaDue(await session.desk.serviceLevels(wire.id)) : [];
  } catch (error) {
    if (DeskError.is(error, 'forbidden', 'notFound')) return [];
    throw error;
  }
}

/** A field that Jira limits to one line of 255 characters. */
const longestTitle = 255;

/** A title as a summary: one line, cut at a whole character with a visible mark where it is too long. */
export function summaryOf(title: string): string {
  const line = title.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= longestTitle) return line === '' ? l10n.t('No title') : line;
  let cut = '';
  for (const character of line) {
    if (cut.length + character.length > longestTitle - 1) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}
