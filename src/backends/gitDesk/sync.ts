import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { ObjectStore, SyncResult } from '../../domain/ports.ts';
import { deskRef, type DeskLog } from './api.ts';
import type { DeskTickets } from './deskTickets.ts';
import { isTicketPath } from './event.ts';

interface Exchanged extends Omit<SyncResult, 'lost'> {
  /** Ids of the tickets that this person had, and that somebody has who did not know. */
  readonly lost: readonly string[];
}

/**
 * Fetches the others' desk, unites it with ours and pushes, until the remote has everything that we have.
 * @param me whose tickets are looked after: an e-mail address.
 * @throws `configuration` if there is no remote; `unavailable` if others pushed all the time.
 */
export async function syncDesk(store: ObjectStore, desk: DeskLog, me: string | undefined): Promise<Exchanged> {
  const remote = await store.remote();
  if (remote === undefined) throw noRemote();
  const unions: { readonly ours: string | undefined; readonly united: string }[] = [];
  let mine = new Map<string, string>();
  const deadline = Date.now() + patience;
  for (let attempt = 0; Date.now() < deadline; attempt++) {
    // Whoever lost to the same push must not come back at the same moment, and who has lost often comes back first.
    if (attempt > 0) await delay((longestPause / attempt) * Math.random());
    const theirs = await store.fetch(remote, deskRef);
    // From here to the push every moment counts: what can be told afterwards is looked at afterwards.
    const { ours, head } = await unite({ store, desk, theirs, remote, deadline }, () => {
      mine = new Map([...mine, ...assignmentsOf(desk.tickets, me)]);
    });
    if (head !== ours && head !== undefined) unions.push({ ours, united: head });
    const isSent = head !== undefined && head !== theirs;
    if (isSent && !(await store.push(remote, deskRef))) continue;
    await desk.refresh();
    const received = await Promise.all(unions.map(async (union) => countAdded(store, union.ours, union.united)));
    return {
      received: received.reduce((sum, count) => sum + count, 0),
      sent: isSent ? await countAdded(store, theirs, head) : 0,
      lost: lostBy(mine, desk.tickets),
    };
  }
  throw new DeskError('unavailable', l10n.t('Others push to the git desk on {0} all the time.', remote), {
    next: l10n.t('What you did is kept in this repository. Sync again in a moment.'),
  });
}

interface Fetched {
  readonly store: ObjectStore;
  readonly desk: DeskLog;
  readonly theirs: string | undefined;
  readonly remote: string;
  readonly deadline: number;
}

/**
 * Puts what was fetched into our desk. Where somebody else writes here meanwhile, what was fetched is as good as before.
 * @param look looks at our desk as it is before.
 */
async function unite(
  { store, desk, theirs, remote, deadline }: Fetched,
  look: () => void,
): Promise<{ readonly ours: string | undefined; readonly head: string | undefined }> {
  do {
    await desk.refresh();
    look();
    const ours = desk.commit;
    if (theirs === undefined || theirs === ours) return { ours, head: ours };
    const head = await store.union(deskRef, ours, theirs, `Unite with ${remote}`);
    if (head !== undefined) return { ours, head };
  } while (Date.now() < deadline);
  return { ours: desk.commit, head: desk.commit };
}

/** Milliseconds for which an exchange is tried again. */
const patience = 120_000;
/** Milliseconds that it waits, at most, before the second time. */
const longestPause = 800;

/** Which assignment each of a person's tickets was given to them by. */
function assignmentsOf(tickets: DeskTickets, me: string | undefined): Map<string, string> {
  const assignments = new Map<string, string>();
  for (const { ticket, folded } of tickets.newestFirst()) {
    const { assignee, assignment } = folded;
    if (assignment !== undefined && assignee !== undefined && assignee.email.toLowerCase() === me?.toLowerCase()) {
      assignments.set(ticket.id, assignment);
    }
  }
  return assignments;
}

/** The tickets that went to somebody else in an assignment that does not follow from the one that was known here. */
function lostBy(before: ReadonlyMap<string, string>, tickets: DeskTickets): string[] {
  return [...before].flatMap(([id, mine]) => {
    const ticket = tickets.get(id);
    const now = ticket?.folded;
    if (ticket === undefined || now?.assignee === undefined || now.assignment === mine) return [];
    const replaced = new Map<string, string | null>();
    for (const { name, data } of ticket.events) if (data.type === 'assigned') replaced.set(name, data.replaces);
    let known = now.assignment;
    while (known !== undefined && known !== mine) {
      const next = replaced.get(known) ?? undefined;
      // Whoever writes a circle must not keep us here.
      replaced.delete(known);
      known = next;
    }
    return known === mine ? [] : [id];
  });
}

async function countAdded(store: ObjectStore, from: string | undefined, to: string | undefined): Promise<number> {
  if (to === undefined) return 0;
  let events = 0;
  for await (const batch of from === undefined ? store.readAll(to) : store.readAdded(from, to)) {
    events += batch.filter(({ path }) => isTicketPath(path)).length;
  }
  return events;
}

function noRemote(): DeskError {
  return new DeskError('configuration', l10n.t('This repository has no remote to share the git desk through.'), {
    next: l10n.t(
      'Add one with: {0}, or name one of several with: {1}',
      'git remote add origin <url>',
      'git config footbridge.remote <name>',
    ),
  });
}
