import * as l10n from '@vscode/l10n';
import {
  isOpen,
  type Due,
  type Person,
  type Phase,
  type Priority,
  type Ticket,
  type TicketLink,
} from '../../domain/ticket.ts';
import type { WireSla } from './deskSchema.ts';
import { phaseOf } from './phase.ts';
import type { WireIssue } from './schema.ts';
import { ticketKind } from './ticketKind.ts';

/** What an issue's own answer does not say. */
export interface TicketFacts {
  readonly alias: string;
  /** The address of the site, without a slash at its end. */
  readonly address: string;
  readonly assignee: Person | undefined;
  readonly requester: Person | undefined;
  readonly services: readonly string[];
  readonly priorities: ReadonlyMap<string, Priority>;
  readonly now: Date;
}

export function toTicket({ id, key, fields }: WireIssue, facts: TicketFacts): Ticket {
  const { alias, address, assignee, requester, services, priorities } = facts;
  const phase = phaseOf(fields.status, fields.resolution?.name);
  const priority = priorities.get(fields.priority?.id ?? '');
  return {
    ref: { connection: alias, id },
    key,
    kind: ticketKind(fields.issuetype.name),
    title: fields.summary,
    phase,
    state: fields.status.name,
    ...(priority === undefined ? {} : { priority }),
    ...(fields.priority?.name ? { priorityLabel: fields.priority.name } : {}),
    assignees: assignee === undefined ? [] : [assignee],
    ...(requester === undefined ? {} : { requester }),
    ...(fields.project.name === '' ? {} : { group: fields.project.name }),
    services,
    created: fields.created,
    updated: fields.updated,
    due: dueOf(fields.duedate, phase, facts.now),
    url: urlOf(address, key),
    version: fields.updated,
  };
}

function urlOf(address: string, key: string): string {
  return `${address}/browse/${key}`;
}

/** A due date is a day without a time zone; it is over when it is over in UTC. */
function dueOf(day: string | null | undefined, phase: Phase, now: Date): Due[] {
  if (day === null || day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return [];
  const at = `${day}T23:59:59.000Z`;
  return [{ at, name: l10n.t('Due'), breached: isOpen({ phase }) && Date.parse(at) < now.getTime(), paused: false }];
}

/** The targets whose clock is running or stands still; those that were met, or missed, are history. */
export function slaDue(levels: readonly WireSla[]): Due[] {
  return levels.flatMap(({ name, ongoingCycle }): Due[] => {
    const millis = ongoingCycle?.breachTime?.epochMillis;
    if (ongoingCycle === null || ongoingCycle === undefined || millis === undefined) return [];
    const { breached, paused } = ongoingCycle;
    return [{ at: new Date(millis).toISOString(), name, breached: breached ?? false, paused: paused ?? false }];
  });
}

/** The issues that one is linked with, with the words for how. */
export function issueLinks({ fields }: WireIssue, address: string): TicketLink[] {
  return fields.issuelinks.flatMap(({ type, inwardIssue, outwardIssue }): TicketLink[] => {
    const other = outwardIssue ?? inwardIssue;
    if (other === null || other === undefined) return [];
    const how = (outwardIssue === null || outwardIssue === undefined ? type?.inward : type?.outward) ?? '';
    const label = [how, other.key, other.fields?.summary ?? ''].filter(Boolean).join(' ');
    return [{ label, url: urlOf(address, other.key) }];
  });
}
