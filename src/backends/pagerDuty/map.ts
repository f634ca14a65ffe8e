import * as l10n from '@vscode/l10n';
import { isOpen, type Due, type Person, type Phase, type Ticket, type Version } from '../../domain/ticket.ts';
import { readPriority } from './priority.ts';
import type { WireListedIncident, WirePriority, WireReference } from './schema.ts';
import { servicesOf, type Scope } from './scope.ts';

/** What an incident's own answer does not say. */
export interface TicketFacts {
  readonly alias: string;
  readonly me: Person;
  readonly priorities: readonly WirePriority[];
  readonly scopes: readonly Scope[];
  readonly now: Date;
}

export function toTicket(wire: WireListedIncident, { alias, me, priorities, scopes, now }: TicketFacts): Ticket {
  const phase = phaseOf(wire.status);
  const group = wire.teams[0]?.summary || wire.escalation_policy?.summary;
  return {
    ref: { connection: alias, id: wire.id },
    key: `#${wire.incident_number}`,
    kind: 'incident',
    title: wire.title || wire.summary,
    phase,
    state: wire.status,
    ...readPriority(wire, priorities),
    assignees: holdersOf(wire, me.id).map(({ id, summary }) => ({ id, name: summary || id, isMe: id === me.id })),
    ...(group === undefined || group === '' ? {} : { group }),
    ...(wire.incident_type?.name === 'major_incident' ? { major: true } : {}),
    services: servicesOf(wire, scopes),
    created: wire.created_at,
    updated: wire.updated_at ?? wire.last_status_change_at ?? wire.created_at,
    due: dueOf(wire, phase, now),
    ...(wire.html_url === undefined || wire.html_url === null ? {} : { url: wire.html_url }),
    version: versionOf(wire),
  };
}

/** There are three states. Whatever else comes some day counts as being worked on, so that it is not hidden. */
function phaseOf(status: string): Phase {
  switch (status) {
    case 'triggered':
      return 'new';
    case 'acknowledged':
      return 'acknowledged';
    case 'resolved':
      return 'resolved';
    default:
      return 'in_progress';
  }
}

/** Whether the escalation policy calls people for an incident, and nobody has taken it yet. */
export function isCalling({ status, assigned_via }: Pick<WireListedIncident, 'status' | 'assigned_via'>): boolean {
  return status === 'triggered' && assigned_via === 'escalation_policy';
}

/**
 * Who has an incident. While its policy calls whoever is on call, PagerDuty names them as assigned although they have not taken it, so it
 * is still nobody's: anybody may. Only who is called here has it already, since the call is theirs to answer.
 */
function holdersOf(wire: WireListedIncident, me: string): readonly WireReference[] {
  const assigned = wire.assignments.map(({ assignee }) => assignee);
  return isCalling(wire) ? assigned.filter(({ id }) => id === me) : assigned;
}

/**
 * Names what was seen of an incident. The time of the last change is in whole seconds, so what people change stands beside it: two
 * changes within one second are then told apart, except for notes.
 */
function versionOf(wire: WireListedIncident): Version {
  return [
    wire.updated_at ?? wire.last_status_change_at ?? wire.created_at,
    wire.status,
    wire.assigned_via,
    ...wire.assignments.map(({ assignee }) => assignee.id),
    wire.escalation_policy?.id ?? '',
    wire.service?.id ?? '',
    wire.priority?.id ?? '',
    wire.urgency,
  ].join(' ');
}

/** What PagerDuty will do by itself if nobody does anything. That it will close an incident is nothing that is owed. */
function dueOf({ pending_actions: actions }: WireListedIncident, phase: Phase, now: Date): Due[] {
  return actions.flatMap(({ type, at }) => {
    const name = nameOf(type);
    if (name === undefined) return [];
    return [{ at, name, breached: isOpen({ phase }) && Date.parse(at) < now.getTime(), paused: false }];
  });
}

function nameOf(action: string): string | undefined {
  switch (action) {
    case 'escalate':
      return l10n.t('Escalates');
    case 'unacknowledge':
      return l10n.t('Calls again');
    case 'urgency_change':
      return l10n.t('Becomes urgent');
    default:
      return undefined;
  }
}
