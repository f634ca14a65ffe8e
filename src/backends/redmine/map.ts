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
import { phaseIn, type Catalog } from './catalog.ts';
import { readPriority } from './priority.ts';
import type { WireIssue, WireListedIssue, WireNamed } from './schema.ts';
import { servicesOf } from './scope.ts';
import { ticketKind } from './ticketKind.ts';

/** What an issue's own answer does not say. */
export interface TicketFacts {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly catalog: Catalog;
  /** The number of this account. */
  readonly me: string;
  readonly version: Version;
  readonly now: Date;
}

export function toTicket(wire: WireListedIssue, { alias, address, catalog, me, version, now }: TicketFacts): Ticket {
  const phase = phaseIn(catalog, wire.status);
  const priority = readPriority(wire.priority?.id ?? '', catalog.priorities);
  return {
    ref: { connection: alias, id: wire.id },
    key: `#${wire.id}`,
    kind: ticketKind(wire.tracker.name),
    title: wire.subject,
    phase,
    state: wire.status.name,
    ...(priority === undefined ? {} : { priority }),
    ...(wire.priority === undefined ? {} : { priorityLabel: wire.priority.name }),
    assignees: wire.assigned_to === undefined ? [] : [toPerson(wire.assigned_to, me)],
    ...(wire.author === undefined ? {} : { requester: toPerson(wire.author, me) }),
    group: wire.project.name,
    services: servicesOf(wire, catalog.scopes),
    created: wire.created_on,
    updated: wire.updated_on,
    due: dueOf(wire, phase, now),
    url: `${address}/issues/${wire.id}`,
    version,
  };
}

export function toPerson({ id, name }: WireNamed, me: string): Person {
  return { id, name: name || `#${id}`, isMe: id === me };
}

/** A date without a time: until the end of that day, in UTC for want of a zone. */
function dueOf({ due_date: date }: WireListedIssue, phase: Phase, now: Date): Due[] {
  const at = `${date}T23:59:59Z`;
  if (date === undefined || date === null || Number.isNaN(Date.parse(at))) return [];
  return [
    { at, name: l10n.t('Due date'), breached: isOpen({ phase }) && Date.parse(at) < now.getTime(), paused: false },
  ];
}

/** The commits that a repository of the project has told of, and the issues that it is related to. */
export function linksOf({ id, project, changesets, relations }: WireIssue, address: string): TicketLink[] {
  return [
    ...changesets.map(({ revision, comments }) => ({
      label: `${revision.slice(0, 10)} ${comments.split('\n')[0] ?? ''}`.trim(),
      url: `${address}/projects/${project.id}/repository/revisions/${encodeURIComponent(revision)}`,
    })),
    ...relations.map(({ issue_id: from, issue_to_id: to }) => {
      const other = from === id ? to : from;
      return { label: `#${other}`, url: `${address}/issues/${other}` };
    }),
  ];
}
