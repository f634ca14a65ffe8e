import type { TicketDetails, TicketLink, TicketRef } from '../../domain/ticket.ts';
import { commitLinks } from './commitLink.ts';
import type { GitLabSession } from './session.ts';
import { shownText } from './texts.ts';

/** A ticket with its text, the commits that its notes name, and the issues that it is linked with. */
export async function details(session: GitLabSession, ref: TicketRef): Promise<TicketDetails> {
  const { api } = session;
  const current = await session.read(ref);
  const [notes, issues] = await Promise.all([
    api.all((page) => api.notes(current.place, { sort: 'asc', page })),
    api.linkedIssues(current.place),
  ]);
  const related = issues.map(({ references, web_url: url }): TicketLink => ({ label: references.full, url }));
  const links = new Map<string, TicketLink>();
  for (const link of [...commitLinks(session, current, notes), ...related]) {
    if (link.url !== '' && !links.has(link.url)) links.set(link.url, link);
  }
  return { ...current.ticket, body: shownText(current.issue.description), links: [...links.values()] };
}
