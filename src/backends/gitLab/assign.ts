import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { somebodyWasFaster } from '../writeFailure.ts';
import type { Place } from './api.ts';
import { change } from './change.ts';
import { placeOf } from './map.ts';
import type { WireNote } from './schema.ts';
import type { Current, GitLabSession } from './session.ts';

interface AssignRequest {
  readonly ref: TicketRef;
  readonly to: Person | 'me' | null;
  readonly seen: Version;
}

/** Makes one person the assignee, or nobody. Whoever had it before has it no more: `assignee_ids` replaces. */
export async function assign(session: GitLabSession, { ref, to, seen }: AssignRequest): Promise<Ticket> {
  const me = await session.people.me();
  const wanted = to === null ? [] : [to === 'me' ? me.id : to.id];
  if (!wanted.every((id) => /^\d+$/.test(id))) {
    throw new DeskError(
      'usage',
      l10n.t('{0} is not the number of an account in {1}.', JSON.stringify(wanted[0]), session.alias),
    );
  }
  // Before the version is compared, so that every note after this one is of a change that nobody has seen.
  const before = await lastNote(session, placeOf(ref));
  return change(session, {
    ref,
    seen,
    plan: ({ ticket }) => {
      if (hasExactly(ticket, wanted)) return undefined;
      return {
        name: l10n.t('The assignment of {0}', ticket.key),
        // 0 is nobody (doc/api/issues.md).
        send: async ({ place }) =>
          session.api.changeIssue(place, { assignee_ids: wanted.length === 0 ? [0] : wanted.map(Number) }),
        isDone: (now) => hasExactly(now.ticket, wanted),
        ...(before === undefined
          ? {}
          : { settle: async (current) => settle(session, current, { before, wanted, me }) }),
      };
    },
  });
}

function hasExactly({ assignees }: Ticket, wanted: readonly string[]): boolean {
  return assignees.length === wanted.length && assignees.every(({ id }) => wanted.includes(id));
}

/** The number of the latest note; undefined where that may not be seen. */
async function lastNote({ api }: GitLabSession, place: Place | undefined): Promise<number | undefined> {
  if (place === undefined) return undefined;
  try {
    const { items, more } = await api.notes(place, { sort: 'desc', size: 1 });
    return items[0]?.id ?? (more ? undefined : 0);
  } catch (error) {
    // What follows says it better.
    if (DeskError.is(error, 'notFound', 'forbidden')) return undefined;
    throw error;
  }
}

interface Race {
  readonly before: number;
  readonly wanted: readonly string[];
  readonly me: Person;
}

/**
 * GitLab has no write that fails if somebody was faster. But it notes each assignment, and notes are numbered: of two people who
 * assign the same ticket at once, the first to be noted has it. The other one gives it back.
 */
async function settle(session: GitLabSession, { place, ticket }: Current, { before, wanted, me }: Race): Promise<void> {
  const { items } = await session.api.notes(place, { sort: 'desc', size: 20 });
  const [first] = items
    .filter(({ id, system, body }) => system && id > before && isAssignment(body))
    .toSorted((a, b) => a.id - b.id);
  if (first === undefined || String(first.author?.id) === me.id) return;
  const now = await session.read(ticket.ref);
  const theirs = await assigneesIn(session, first);
  if (theirs !== undefined && hasExactly(now.ticket, wanted)) {
    await session.api.changeIssue(place, { assignee_ids: theirs.length === 0 ? [0] : theirs });
  }
  throw somebodyWasFaster(session, (await session.read(ticket.ref)).ticket);
}

// `assigned to @ana and unassigned @ben`: what GitLab notes is English everywhere (app/services/system_notes/issuables_service.rb).
function isAssignment(body: string): boolean {
  return /^(un)?assigned /.test(body);
}

/** Whom a note of an assignment names as the new ones; undefined where one of them is not to be found. */
async function assigneesIn({ api }: GitLabSession, { body, author }: WireNote): Promise<number[] | undefined> {
  const [assigned = ''] = body.split(/(?: and )?unassigned /);
  const names = [...assigned.matchAll(/@([\w.-]+)/g)].map(([, name = '']) => name);
  const ids = await Promise.all(
    names.map(async (name) => (author?.username === name ? author.id : (await api.userNamed(name))?.id)),
  );
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length ? known : undefined;
}
