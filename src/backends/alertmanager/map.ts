import type { Person, Phase, Ticket, Version } from '../../domain/ticket.ts';
import { titleOf } from './body.ts';
import { allOf } from './matcher.ts';
import { readPriority } from './priority.ts';
import type { WireAlert, WireSilence } from './schema.ts';

/** What an alert's own answer does not say. */
export interface AlertFacts {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  /** The account's name, if it has one. */
  readonly me: string | undefined;
  /** The silences for exactly this alert that hold, the earliest first. */
  readonly holders: readonly WireSilence[];
  readonly services: readonly string[];
  /** When it was seen that it had ended; absent while it fires. */
  readonly endedAt: string | undefined;
}

/** The label of an alert that Alertmanager does not have any more. Its own word for it, in notifications. */
const resolved = 'resolved';
export const suppressed = 'suppressed';
export const active = 'active';

export function toTicket(alert: WireAlert, facts: AlertFacts): Ticket {
  const { fingerprint, labels, startsAt, receivers, status } = alert;
  const { alias, address, me, holders, services, endedAt } = facts;
  const group = labels['team'] ?? receivers.map(({ name }) => name).join(', ');
  return {
    ref: { connection: alias, id: fingerprint },
    key: fingerprint,
    kind: 'alert',
    title: titleOf(alert),
    phase: endedAt === undefined ? phaseOf(status) : 'resolved',
    state: endedAt === undefined ? status.state : resolved,
    ...readPriority(labels),
    assignees: [...new Set(holders.map(({ createdBy }) => createdBy))].map((name) => personOf(name, me)),
    ...(group === '' ? {} : { group }),
    services,
    created: startsAt,
    // Not the alert's own `updatedAt`: Prometheus sends each alert again every minute, which is no news.
    updated: endedAt ?? [startsAt, ...holders.map(({ updatedAt }) => updatedAt)].toSorted().at(-1) ?? startsAt,
    due: [],
    url: `${address}/#/alerts?silenced=true&inhibited=true&filter=${encodeURIComponent(allOf(labels))}`,
    version: versionOf(alert, facts),
  };
}

/** Alertmanager has no accounts: a name in a silence is all there is of a person. */
export function personOf(name: string, me: string | undefined): Person {
  return { id: name, name, isMe: name === me };
}

/** Somebody's silence says that it is seen to; what another alert keeps quiet waits for that one. */
export function phaseOf({ state, silencedBy }: Pick<WireAlert['status'], 'state' | 'silencedBy'>): Phase {
  if (state !== suppressed) return 'new';
  return silencedBy.length > 0 ? 'acknowledged' : 'waiting';
}

/** What makes it another one to act on: that it fired anew, and what keeps it quiet. Values in annotations change all the time. */
function versionOf(
  { startsAt, status }: WireAlert,
  { holders, endedAt }: Pick<AlertFacts, 'holders' | 'endedAt'>,
): Version {
  const exact = holders.map(({ id, updatedAt }) => `${id}@${updatedAt}`);
  const others = status.silencedBy.filter((id) => !holders.some((holder) => holder.id === id));
  return [startsAt, endedAt ?? '', status.inhibitedBy.length > 0, ...exact, ...others.toSorted()].join(' ');
}
