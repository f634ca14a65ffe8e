import * as l10n from '@vscode/l10n';
import {
  isOpen,
  type Due,
  type Person,
  type Phase,
  type Ticket,
  type TicketLink,
  type Version,
} from '../../domain/ticket.ts';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { readPriority } from './priority.ts';
import type { WireHyperlink, WireListedTicket } from './schema.ts';
import { ticketKind } from './ticketKind.ts';

/** What a ticket's own answer does not say. */
export interface TicketFacts {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly owner: Person | undefined;
  readonly requester: Person | undefined;
  readonly phase: Phase;
  readonly services: readonly string[];
  /** Whether custom fields count for its kind: only where lists carry them too, so that a ticket is the same everywhere. */
  readonly customFields: boolean;
  readonly version: Version;
  readonly now: Date;
}

/** What somebody owns who owns nothing. */
export const nobody = 'Nobody';

export function toTicket(wire: WireListedTicket, facts: TicketFacts): Ticket {
  const { alias, address, owner, requester, phase, services, version } = facts;
  const created = wire.Created ?? wire.LastUpdated ?? new Date(0).toISOString();
  return {
    ref: { connection: alias, id: wire.id },
    key: `#${wire.id}`,
    kind: ticketKind(wire.Queue.Name, facts.customFields ? wire.CustomFields : []),
    title: wire.Subject,
    phase,
    state: wire.Status,
    ...readPriority(wire.Priority),
    assignees: owner === undefined ? [] : [owner],
    ...(requester === undefined ? {} : { requester }),
    ...(wire.Queue.Name === '' ? {} : { group: wire.Queue.Name }),
    services,
    created,
    ...(wire.LastUpdated === undefined ? {} : { updated: wire.LastUpdated }),
    due: dueOf(wire, phase, facts.now),
    url: `${address}/Ticket/Display.html?id=${wire.id}`,
    version,
  };
}

function dueOf({ Due: at }: WireListedTicket, phase: Phase, now: Date): Due[] {
  if (at === undefined) return [];
  return [{ at, name: l10n.t('Due'), breached: isOpen({ phase }) && Date.parse(at) < now.getTime(), paused: false }];
}

/** The addresses that a ticket refers to, commits among them, and the tickets that it is linked with. */
export function linksOf(hyperlinks: readonly WireHyperlink[], address: string): TicketLink[] {
  return hyperlinks.flatMap(({ ref, type, id, _url: url }): TicketLink[] => {
    if (!linkRefs.has(ref)) return [];
    if (type === 'ticket' && id !== undefined) {
      return [{ label: `#${id}`, url: `${address}/Ticket/Display.html?id=${id}` }];
    }
    if (type !== 'external' || url === '') return [];
    return [{ label: externalUrl(url) === undefined ? url : labelOf(url), url }];
  });
}

const linkRefs = new Set(['refers-to', 'referred-to-by', 'depends-on', 'depended-on-by', 'parent', 'child']);

function labelOf(url: string): string {
  const { host, pathname } = new URL(url);
  const commit = /\/commit\/([0-9a-f]{7,40})$/i.exec(pathname)?.[1];
  return commit === undefined ? `${host}${pathname}` : `${host} ${commit.slice(0, 10)}`;
}
