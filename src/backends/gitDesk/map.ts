import { priorityOf } from '../../domain/priority.ts';
import type { Due, Instant, Person, Priority, Ticket, TicketDetails } from '../../domain/ticket.ts';
import type { VisibleTicket } from './deskTickets.ts';
import type { FoldedTicket } from './fold.ts';
import { keyOf } from './ids.ts';
import type { DeskPerson } from './schema.ts';

/** Who looks, from where, and when. */
export interface Viewer {
  readonly connection: string;
  /** The viewer's e-mail address; absent where git does not know it. */
  readonly me: string | undefined;
  readonly now: Instant;
}

export function toTicket({ ticket, folded }: VisibleTicket, keyLength: number, viewer: Viewer): Ticket {
  const { kind, title, phase, state, service, group, major, assignee } = folded;
  const priority = priorityFor(folded);
  return {
    ref: { connection: viewer.connection, id: ticket.id },
    key: keyOf(kind, ticket.id, keyLength),
    permanentKey: keyOf(kind, ticket.id, Math.max(keyLength, permanentLength)),
    kind,
    title,
    phase,
    state,
    ...(priority === undefined ? {} : { priority, priorityLabel: priorityLabels[priority] }),
    assignees: assignee === undefined ? [] : [toPerson(assignee, viewer)],
    requester: toPerson(folded.requester, viewer),
    ...(group === undefined ? {} : { group }),
    ...(major === undefined ? {} : { major }),
    services: service === undefined ? [] : [service],
    created: folded.created,
    updated: folded.updated,
    due: folded.dues.map((due) => toDue(due, folded, viewer.now)),
    version: ticket.version,
  };
}

export function toDetails(visible: VisibleTicket, keyLength: number, viewer: Viewer): TicketDetails {
  return { ...toTicket(visible, keyLength, viewer), body: visible.folded.body, links: visible.folded.links };
}

/** On the desk a person is an e-mail address, as in git. */
export function toPerson({ name, email }: DeskPerson, { me }: Pick<Viewer, 'me'>): Person {
  return { id: email.toLowerCase(), name, isMe: email.toLowerCase() === me?.toLowerCase() };
}

/** Long enough to stay unambiguous for ever in any desk: 50 bits. */
const permanentLength = 10;

const priorityLabels: Readonly<Record<Priority, string>> = {
  1: 'P1 Critical',
  2: 'P2 High',
  3: 'P3 Moderate',
  4: 'P4 Low',
  5: 'P5 Planning',
};

/** Where only one of the two is known, the other counts as the middle. */
function priorityFor({ impact, urgency }: FoldedTicket): Priority | undefined {
  return impact === undefined && urgency === undefined ? undefined : priorityOf(impact ?? 2, urgency ?? 2);
}

function toDue({ name, at }: Pick<Due, 'name' | 'at'>, { phase, ended }: FoldedTicket, now: Instant): Due {
  return { name, at, breached: at < (ended ?? now), paused: phase === 'waiting' || ended !== undefined };
}
