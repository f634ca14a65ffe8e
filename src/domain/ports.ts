import type {
  Audience,
  CommitLink,
  Entry,
  Instant,
  Kind,
  Markdown,
  Person,
  Phase,
  ServiceScope,
  Ticket,
  TicketDetails,
  TicketDraft,
  TicketRef,
  Transition,
  Version,
} from './ticket.ts';

/** Where the next page begins. Only the backend that gave it can read it. */
export type Cursor = string;

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. A short or even an empty page need not be the last. */
  readonly next?: Cursor;
  /** How many there are in all; absent where the backend does not tell. */
  readonly total?: number;
}

export interface TicketQuery {
  /** Absent: the open ones. */
  readonly phases?: readonly Phase[];
  readonly kinds?: readonly Kind[];
  /** Names of services; absent: every service that is linked to the connection. */
  readonly services?: readonly string[];
  readonly assignee?: 'me' | 'nobody';
  /** Words that must all stand in the title, in any case. */
  readonly text?: string;
}

/** What a backend can do. The interface asks before it offers. */
export interface Capabilities {
  /** Whether tickets have an assignee that this backend can set. */
  readonly assign: boolean;
  /** Whether a note can go to the requester; if not, every note is internal. */
  readonly reply: boolean;
  /** The kinds it can create; empty: none. */
  readonly create: readonly Kind[];
  /** Whether it has requests of its own for linking a commit, safe to repeat. */
  readonly commitLink: boolean;
  /** Set where a ticket holds notes only while somebody has it. */
  readonly notesNeedAssignee?: boolean;
}

/** A decision that somebody has to take on a ticket. */
export interface Approval {
  readonly id: string;
  readonly name: string;
  readonly approvers: readonly Person[];
  readonly state: 'waiting' | 'approved' | 'declined';
  /** Whether it is this account's turn. */
  readonly canDecide: boolean;
}

/** Somebody whose turn it is to be called for a service. */
export interface OnCall {
  readonly person: Person;
  /** 1 is called first. */
  readonly level: number;
  /** When the turn ends; absent: it does not. */
  readonly until?: Instant;
}

/** Something in a backend that a service can be linked to: a queue, a project, a service. */
export interface Place {
  readonly label: string;
  readonly description?: string;
  /** The selectors of the link file that mean it. */
  readonly select: ServiceScope['select'];
}

/**
 * A system that holds tickets, seen by one account and for the services of one repository.
 *
 * Every write is read back: it returns what the backend holds afterwards, or throws.
 * @throws {DeskError} from every method, with a reason that tells what to do next.
 */
export interface Backend {
  readonly capabilities: Capabilities;
  /** The account behind the credential. The only proof that a credential is good: a bad one can look like an empty list. */
  whoAmI(): Promise<Person>;
  /** Tickets of the linked services, the latest change first. */
  list(query: TicketQuery, page?: Cursor): Promise<Page<Ticket>>;
  /** Those changed at or after an instant, whatever their phase; the caller allows for clocks that differ. */
  changedSince?(at: Instant, page?: Cursor): Promise<Page<Ticket>>;
  /** The ticket with a key as people type it. @throws `notFound`, or `ambiguous` with the candidates in `next`. */
  find(key: string): Promise<Ticket>;
  get(ref: TicketRef): Promise<TicketDetails>;
  /** Notes, replies and changes, the oldest first. */
  timeline(ref: TicketRef, page?: Cursor): Promise<Page<Entry>>;
  /** The steps that this account may take now. */
  transitions(ref: TicketRef): Promise<readonly Transition[]>;
  /** Makes one person the assignee, taking it from others if need be; `null` makes it nobody's. @throws `conflict` if it changed since `seen`. */
  assign(ref: TicketRef, to: Person | 'me' | null, seen: Version): Promise<Ticket>;
  /** @throws `conflict` if it changed since `seen`; `refused` if the workflow says no; `usage` if a required field is missing. */
  move(
    ref: TicketRef,
    transition: Transition,
    fields: Readonly<Record<string, string>>,
    seen: Version,
  ): Promise<Ticket>;
  /** Adds text. With a marker, a note that carries the same marker already is returned instead of a second one. */
  note(ref: TicketRef, body: Markdown, audience: Audience, marker?: string): Promise<Entry>;
  /** Ties a commit to the ticket, once, however often it is called. */
  linkCommit(ref: TicketRef, commit: CommitLink): Promise<'created' | 'already' | 'unsupported'>;
  create?(draft: TicketDraft): Promise<Ticket>;
  approvals?(ref: TicketRef): Promise<readonly Approval[]>;
  /** @throws `conflict` if it has been decided already; `forbidden` if it is not this account's turn. */
  decide?(ref: TicketRef, approval: string, decision: 'approve' | 'decline'): Promise<readonly Approval[]>;
  /** Who is called now for one of the linked services. Empty: nobody, or the backend does not know. */
  onCall?(service: string): Promise<readonly OnCall[]>;
  /** What a service can be linked to, as far as this account sees. */
  places?(): Promise<readonly Place[]>;
  /** Exchanges with the others what is stored locally. */
  sync?(): Promise<SyncResult>;
}

export interface SyncResult {
  readonly received: number;
  readonly sent: number;
  /** Tickets that this person and somebody else had both picked up, and which went to the other. */
  readonly lost: readonly Ticket[];
}

/** Receives what happens, for the person who looks for a cause. Never a secret, never a request object. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Now. An argument, so that tests and the sample repository can tell the time. */
export type Clock = () => Date;

/** Name and e-mail address, as git writes them into a commit. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** A file of a git tree, with its text. */
export interface BlobContent {
  readonly path: string;
  readonly content: string;
}

/**
 * Git's object store as a database of immutable files under one ref that is never checked out.
 * Knows nothing of what the files mean. @throws {DeskError} `configuration` where git or the repository is not usable.
 */
export interface ObjectStore {
  /** Who writes here: git's own `user.name` and `user.email`. @throws `configuration` if git does not know. */
  identity(): Promise<Identity>;
  /** The commit a ref points to. */
  resolve(ref: string): Promise<string | undefined>;
  /** Every file of a commit, with its text, in batches as they come. */
  readAll(commit: string): AsyncIterable<readonly BlobContent[]>;
  /** The files that `to` has and `from` has not, or has with other content, with their text. */
  readAdded(from: string, to: string): AsyncIterable<readonly BlobContent[]>;
  /**
   * Adds files on top of a commit (absent: starts the ref) and moves the ref there, in one atomic step.
   * @returns the new commit, or undefined if the ref was not at `parent` any more and nothing was done.
   */
  append(
    ref: string,
    parent: string | undefined,
    files: readonly { readonly path: string; readonly content: string }[],
    message: string,
  ): Promise<string | undefined>;
  /**
   * Moves a ref to the union of its tree and another commit's, with both as parents (or forward, where one holds the other).
   * @returns undefined if the ref was not at `ours` any more and nothing was done.
   */
  union(ref: string, ours: string | undefined, theirs: string, message: string): Promise<string | undefined>;
  /** The remote that the desk is shared through: `footbridge.remote`, else `origin`, else the only one. */
  remote(): Promise<string | undefined>;
  /** Fetches a ref of the remote. @returns its commit, or undefined if the remote has none. @throws `offline`, `unauthorized` */
  fetch(remote: string, ref: string): Promise<string | undefined>;
  /** Pushes a ref without force. @returns false if the remote has moved on. */
  push(remote: string, ref: string): Promise<boolean>;
}

/** What a pick-up left in the repository, so that a hand-back can undo it. */
export interface PickUpRecord {
  readonly ref: TicketRef;
  readonly key: string;
  /** The phase and label before. */
  readonly phase: Phase;
  readonly state: string;
  /** The branch the ticket is worked on, if any. */
  readonly branch?: string;
  /** Whether the pick-up made that branch. */
  readonly made: boolean;
  /** The branch that was checked out before. */
  readonly from?: string;
}

/** The working tree: branches, and which ticket each belongs to. Linked worktrees share the records. */
export interface WorkTree {
  /** The branch that is checked out, also where it has no commit yet; undefined on a detached HEAD. */
  currentBranch(): Promise<string | undefined>;
  localBranches(): Promise<readonly string[]>;
  /** Whether files that git tracks have changes that are not committed. */
  isDirty(): Promise<boolean>;
  /** Creates a branch here and checks it out. @throws `refused` if the name is taken or not valid. */
  startBranch(name: string): Promise<void>;
  /** Checks a local branch out. @throws `refused` if changes are in the way. */
  switchTo(name: string): Promise<void>;
  /** Deletes a branch that holds no commit of its own. @returns false if it does, or is checked out. */
  deleteIfUnused(name: string): Promise<boolean>;
  /** Puts changes aside under a name that the user can find again. */
  stash(message: string): Promise<void>;
  /** The commit that a revision names. @throws `usage` if it names none. */
  commit(revision: string): Promise<CommitLink>;
  /** The ticket that a branch carries in git config, as written there: `alias:key`. */
  ticketOfBranch(branch: string): Promise<string | undefined>;
  linkBranch(branch: string, ticket: string | undefined): Promise<void>;
  record(pickUp: PickUpRecord): Promise<void>;
  recordOf(ref: TicketRef): Promise<PickUpRecord | undefined>;
  forget(ref: TicketRef): Promise<void>;
}
