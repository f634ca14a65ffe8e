/** What Footbridge knows of an operations record, whichever backend holds it. */

/** ISO 8601 in UTC, e.g. `2026-11-24T10:06:00.000Z`. Instants of one origin sort as text. */
export type Instant = string;

/** Markdown (CommonMark with GitHub's tables and strikethrough). Hostile until rendered by our own renderers. */
export type Markdown = string;

export const kinds = ['incident', 'request', 'task', 'change', 'problem', 'alert'] as const;
/** ITIL's kinds of record: an unplanned interruption, a service request, an operations task, a change, a problem, an event. */
export type Kind = (typeof kinds)[number];

export const phases = ['new', 'acknowledged', 'in_progress', 'waiting', 'resolved', 'closed', 'cancelled'] as const;
/** The normal form of a backend's states. The backend's own label is kept beside it, in `Ticket.state`. */
export type Phase = (typeof phases)[number];

/** The phases in which somebody still has to do something. */
export const openPhases: readonly Phase[] = ['new', 'acknowledged', 'in_progress', 'waiting'];

export function isOpen(ticket: Pick<Ticket, 'phase'>): boolean {
  return openPhases.includes(ticket.phase);
}

/** 1 is critical, 5 is planning. */
export type Priority = 1 | 2 | 3 | 4 | 5;

/** ITIL's impact and urgency: 1 is high, 3 is low. */
export type Level = 1 | 2 | 3;

/** Names one ticket of one connection. `id` is the backend's own and opaque to everybody else. */
export interface TicketRef {
  readonly connection: string;
  readonly id: string;
}

/** The stable text form of a ref: a tree id, a cache key, a git config section. */
export function refKey(ref: TicketRef): string {
  return `${ref.connection}:${ref.id}`;
}

/** How a ticket is written down for ever: `helpdesk:OPS-12`, `git:INC-7K3F9QW2RM`. */
export function permanentName({ ref, key, permanentKey }: Pick<Ticket, 'ref' | 'key' | 'permanentKey'>): string {
  return `${ref.connection}:${permanentKey ?? key}`;
}

export function sameRef(a: TicketRef, b: TicketRef): boolean {
  return a.connection === b.connection && a.id === b.id;
}

export interface Person {
  /** The backend's own: a login, an account id, an e-mail address. */
  readonly id: string;
  readonly name: string;
  /** Whether this is the account of the connection. */
  readonly isMe: boolean;
}

/** A moment by which something is owed: a service-level target, a due date, an escalation. */
export interface Due {
  readonly at: Instant;
  readonly name: string;
  readonly breached: boolean;
  /** The clock stands still, for example while the requester is asked. */
  readonly paused: boolean;
}

/** What a write compares to see that nobody was faster: an ETag, a revision, a time of last change. Opaque. */
export type Version = string;

export interface Ticket {
  readonly ref: TicketRef;
  /** What people say and type: `INC-7K3F9Q`, `OPS-12`, `#7`. Unique within its connection. */
  readonly key: string;
  /** A longer key for what is written down for ever (trailers, branch config), where `key` is only as long as it needs to be today. */
  readonly permanentKey?: string;
  readonly kind: Kind;
  readonly title: string;
  readonly phase: Phase;
  /** The backend's own label of the state, kept and shown as it is. */
  readonly state: string;
  /** Absent where the backend has given none. */
  readonly priority?: Priority;
  /** The backend's own words for the priority. */
  readonly priorityLabel?: string;
  /** A list, since some backends have several. Empty: nobody has it. */
  readonly assignees: readonly Person[];
  readonly requester?: Person;
  /** The queue, assignment group or team that owns it. */
  readonly group?: string;
  /** Whether it is declared a major incident. */
  readonly major?: boolean;
  /** Names of the services of the link file (or of the repository) that it belongs to. */
  readonly services: readonly string[];
  readonly created: Instant;
  /** Absent where the backend keeps no such time. */
  readonly updated?: Instant;
  readonly due: readonly Due[];
  /** The page of the backend's own interface, if it has one. */
  readonly url?: string;
  readonly version: Version;
}

/** A ticket as one reads it: with the text that lists leave out. */
export interface TicketDetails extends Ticket {
  readonly body: Markdown;
  readonly links: readonly TicketLink[];
}

export interface TicketLink {
  readonly label: string;
  readonly url: string;
}

/** `internal` stays with the people who work on the ticket; `public` is what the requester sees. */
export type Audience = 'internal' | 'public';

/** One entry of a ticket's timeline. */
export interface Entry {
  readonly id: string;
  readonly at: Instant;
  readonly author: Person;
  /** `note` is internal text, `reply` is what the requester sees, `change` a change of fields, `link` a linked commit. */
  readonly kind: 'note' | 'reply' | 'change' | 'link';
  readonly audience: Audience;
  readonly body: Markdown;
}

/** A field that a transition needs. */
export interface FieldSpec {
  readonly id: string;
  readonly label: string;
  /** The allowed values; absent: free text. */
  readonly choices?: readonly string[];
}

/** A step that the ticket's workflow offers now, to this account. */
export interface Transition {
  readonly id: string;
  /** The backend's own: `Resolve`, `Put on hold`. */
  readonly label: string;
  readonly to: Phase;
  /** The backend's label of the state it leads to. */
  readonly state: string;
  /** The fields without which the backend refuses it. */
  readonly requires: readonly FieldSpec[];
  /** The requester is told, whatever the note's audience. */
  readonly notifiesRequester?: boolean;
}

/** A commit as a ticket is told of it. */
export interface CommitLink {
  readonly sha: string;
  readonly subject: string;
  /** The commit's page at the code host, or `git:<host>/<path>@<sha>` where there is none. */
  readonly url: string;
}

/** What is needed to create a ticket. */
export interface TicketDraft {
  readonly kind: Kind;
  readonly title: string;
  readonly body: Markdown;
  readonly service?: ServiceScope;
  readonly impact?: Level;
  readonly urgency?: Level;
}

/** A service together with what selects its tickets in one connection. */
export interface ServiceScope {
  readonly service: string;
  /** The selectors of the link file for that connection, e.g. `{queue: 'Checkout'}`; the backend's schema has parsed them. */
  readonly select: Readonly<Record<string, unknown>>;
}
