import * as l10n from '@vscode/l10n';
import { isOpen, type Due, type Person, type Phase, type Ticket, type TicketRef } from '../../domain/ticket.ts';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import type { Place } from './api.ts';
import { personOf } from './people.ts';
import { readPriority } from './priority.ts';
import type { WireIssue } from './schema.ts';
import { stateOf } from './state.ts';
import { ticketKind } from './ticketKind.ts';

/** What an issue's own answer does not say. */
interface TicketFacts {
  readonly alias: string;
  readonly me: Person;
  /** The escalation status of an incident. */
  readonly status: string | undefined;
  readonly services: readonly string[];
  /** Whether `#7` names it, without its project. */
  readonly isShortKey: boolean;
  readonly now: Date;
}

export function toTicket(issue: WireIssue, { alias, me, status, services, isShortKey, now }: TicketFacts): Ticket {
  const { phase, state } = stateOf(issue.state, status);
  const { full } = issue.references;
  const url = externalUrl(issue.web_url);
  return {
    ref: { connection: alias, id: `${issue.project_id}-${issue.iid}` },
    key: isShortKey ? `#${issue.iid}` : full,
    permanentKey: full,
    kind: ticketKind(issue),
    title: issue.title,
    phase,
    state,
    ...readPriority(issue.severity, issue.labels),
    assignees: issue.assignees.map((user) => personOf(user, me)),
    requester: requesterOf(issue, me),
    group: pathOf(issue),
    services,
    created: issue.created_at,
    updated: issue.updated_at,
    due: dueOf(issue, phase, now),
    ...(url === undefined ? {} : { url }),
    version: issue.updated_at,
  };
}

/** `group/project` */
export function pathOf({ references: { full } }: Pick<WireIssue, 'references'>): string {
  return full.replace(/#\d+$/, '');
}

/** The place that a ref names; undefined if it is none of ours. */
export function placeOf({ id }: Pick<TicketRef, 'id'>): Place | undefined {
  const [, project, iid] = /^([1-9]\d{0,14})-([1-9]\d{0,14})$/.exec(id) ?? [];
  return project === undefined ? undefined : { project: Number(project), iid: Number(iid) };
}

/** Who wrote to the service desk has no account, and the bot wrote the issue. */
function requesterOf({ service_desk_reply_to: replyTo, author }: WireIssue, me: Person): Person {
  return replyTo ? { id: replyTo, name: replyTo, isMe: false } : personOf(author, me);
}

/** A due date is a day, and it is over when the day is. */
function dueOf({ due_date: day }: WireIssue, phase: Phase, now: Date): Due[] {
  if (!day || !/^\d{4}-\d\d-\d\d$/.test(day)) return [];
  const at = `${day}T23:59:59.000Z`;
  return [{ at, name: l10n.t('Due'), breached: isOpen({ phase }) && Date.parse(at) < now.getTime(), paused: false }];
}
