import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import {
  openPhases,
  type Phase,
  type Ticket,
  type TicketRef,
  type Transition,
  type Version,
} from '../../domain/ticket.ts';
import { somebodyWasFaster } from '../writeFailure.ts';
import type { IssueChange } from './api.ts';
import { attempt, leftOut, readAsSeen, unconfirmed } from './change.ts';
import { sameName } from './issueId.ts';
import type { LabelPhase } from './labelWords.ts';
import type { Current, GitHubSession } from './session.ts';
import { closedStates, openState } from './state.ts';

interface Step {
  readonly id: string;
  readonly label: string;
  readonly from: readonly Phase[];
  /** The phase that a label tells; absent where the issue is closed. */
  readonly phase?: LabelPhase;
  readonly change?: IssueChange;
}

const done: readonly Phase[] = ['resolved', 'closed', 'cancelled'];

/** Open and closed are GitHub's own, with its words; between them teams use labels. */
const steps: readonly Step[] = [
  { id: 'acknowledge', label: 'Acknowledge', from: ['new'], phase: 'acknowledged' },
  { id: 'start', label: 'Start work', from: ['new', 'acknowledged', 'waiting'], phase: 'in_progress' },
  { id: 'wait', label: 'Put on hold', from: ['new', 'acknowledged', 'in_progress'], phase: 'waiting' },
  { id: 'return', label: 'Return to queue', from: ['acknowledged', 'in_progress', 'waiting'], phase: 'new' },
  {
    id: 'complete',
    label: 'Close as completed',
    from: openPhases,
    change: { state: 'closed', state_reason: 'completed' },
  },
  {
    id: 'drop',
    label: 'Close as not planned',
    from: openPhases,
    change: { state: 'closed', state_reason: 'not_planned' },
  },
  { id: 'reopen', label: 'Reopen', from: done, phase: 'new', change: { state: 'open', state_reason: 'reopened' } },
];

/** A step with what it does to one issue. */
interface Offer {
  readonly transition: Transition;
  readonly change: IssueChange | undefined;
  /** The label that says the new state. */
  readonly add: string | undefined;
}

export async function transitions(session: GitHubSession, ref: TicketRef): Promise<readonly Transition[]> {
  return (await offersFor(session, await session.read(ref.id))).map(({ transition }) => transition);
}

async function offersFor(session: GitHubSession, { ticket, place }: Current): Promise<readonly Offer[]> {
  const possible = steps.filter(({ from }) => from.includes(ticket.phase));
  const existing = await session.api.labels(place.repository);
  const labels = session.labelsOf(place.repository);
  return possible.map(({ id, label, phase, change }) => {
    const add = phase === undefined ? undefined : labels.forPhase(phase, existing);
    const end =
      phase === undefined
        ? closedStates[change?.state_reason === 'completed' ? 'completed' : 'not_planned']
        : { phase, state: add ?? openState };
    return { transition: { id, label, to: end.phase, state: end.state, requires: [] }, change, add };
  });
}

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}

/** @throws `usage` for a field: GitHub's steps have none; `refused` for a step that is not offered; `forbidden`, `conflict`. */
export async function move(session: GitHubSession, { ref, transition, fields, seen }: MoveRequest): Promise<Ticket> {
  const [field] = Object.keys(fields);
  if (field !== undefined) {
    throw new DeskError('usage', l10n.t('A step of GitHub takes no fields, so not {0}.', JSON.stringify(field)));
  }
  const before = await readAsSeen(session, ref, seen);
  const offers = await offersFor(session, before);
  const offer = offers.find((one) => one.transition.id === transition.id && one.transition.state === transition.state);
  if (offer === undefined) throw notOffered(before, transition, offers);
  const lost = await attempt(async () => send(session, before, offer));
  const now = await session.read(before.ticket.ref.id);
  if (now.ticket.state === offer.transition.state && now.ticket.phase === offer.transition.to) return now.ticket;
  const { key } = now.ticket;
  if (lost !== undefined) throw unconfirmed(session, l10n.t('The move of {0} to {1}', key, transition.state), lost);
  if (now.ticket.state !== before.ticket.state) throw somebodyWasFaster(session, now.ticket);
  throw leftOut(
    session,
    l10n.t('the move of {0} to {1}', key, transition.state),
    l10n.t('Moving issues needs at least the role "Triage" in {0}.', now.place.repository),
  );
}

/** The labels of other states go, one by one: to write the whole set would take away what somebody else has just added. */
async function send(session: GitHubSession, { wire, place }: Current, { change, add }: Offer): Promise<void> {
  const { api } = session;
  const isThere = (label: string): boolean => add !== undefined && sameName(add, label);
  if (add !== undefined && !wire.labels.some(isThere)) await api.addLabel(place, add);
  if (change !== undefined) await api.change(place, change);
  for (const label of session.labelsOf(place.repository).ofPhase(wire.labels)) {
    if (!isThere(label)) await api.removeLabel(place, label);
  }
}

function notOffered({ ticket }: Current, { label }: Transition, offers: readonly Offer[]): DeskError {
  return new DeskError(
    'refused',
    l10n.t('{0} cannot take the step "{1}" in the state "{2}".', ticket.key, label, ticket.state),
    { next: l10n.t('It can take: {0}.', offers.map(({ transition }) => transition.label).join(', ')) },
  );
}
