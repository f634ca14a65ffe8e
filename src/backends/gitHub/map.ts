import * as l10n from '@vscode/l10n';
import { isOpen, type Due, type Person, type Phase, type Ticket, type Version } from '../../domain/ticket.ts';
import { issueId } from './issueId.ts';
import { usualMeaning } from './labelWords.ts';
import type { Labels } from './labels.ts';
import type { WireListedIssue } from './schema.ts';
import { stateOf } from './state.ts';

/** What an issue's own answer does not say. */
export interface IssueFacts {
  readonly alias: string;
  readonly key: string;
  readonly labels: Labels;
  readonly services: readonly string[];
  readonly personOf: (login: string) => Person;
  readonly now: Date;
}

export function toTicket(wire: WireListedIssue, { alias, key, labels, services, personOf, now }: IssueFacts): Ticket {
  const facts = labels.read(wire.labels);
  const { phase, state } = stateOf(wire, facts);
  const id = issueId({ repository: wire.repository_url, number: wire.number });
  const { priority, priorityLabel } = facts;
  return {
    ref: { connection: alias, id },
    key,
    ...(key === id ? {} : { permanentKey: id }),
    // A label says it, or the organisation's issue type; what nothing is said about is work to do.
    kind: facts.kind ?? usualMeaning(wire.type?.name ?? '').kind ?? 'task',
    title: wire.title,
    phase,
    state,
    ...(priority === undefined || priorityLabel === undefined ? {} : { priority, priorityLabel }),
    assignees: wire.assignees.map(personOf),
    requester: personOf(wire.user),
    group: wire.repository_url,
    ...(wire.labels.some((label) => /^major[ -]incident$/i.test(label)) ? { major: true } : {}),
    services,
    created: wire.created_at,
    updated: wire.updated_at,
    due: dueOf(wire, phase, now),
    url: wire.html_url,
    version: versionOf(wire),
  };
}

/**
 * Issues have no revision, and the time of the last change is in whole seconds, so that two changes within one would look like one:
 * what people decide on counts too.
 */
function versionOf(wire: WireListedIssue): Version {
  const { updated_at: updated, state, state_reason: reason, comments, assignees, labels } = wire;
  return [updated, state, reason, comments, ...assignees.toSorted(), '', ...labels.toSorted()].join('\n');
}

function dueOf({ milestone }: WireListedIssue, phase: Phase, now: Date): Due[] {
  const at = milestone?.due_on;
  if (milestone === null || milestone === undefined || at === null || at === undefined) return [];
  const breached = isOpen({ phase }) && Date.parse(at) < now.getTime();
  return [{ at, name: l10n.t('Milestone {0}', milestone.title), breached, paused: false }];
}
