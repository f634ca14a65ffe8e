import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { isOpen, type Ticket, type TicketRef, type Transition, type Version } from '../../domain/ticket.ts';
import { confirm, newHistories, readAsSeen, sendAndRead, type Outcome } from './change.ts';
import { phaseOf } from './phase.ts';
import type { WireIssue, WireTransition } from './schema.ts';
import type { Current, JiraSession } from './session.ts';
import { requiredFields, stepBody } from './stepFields.ts';

/** The steps of the workflow, to this account and in this state. None for who may not move the ticket. */
export async function transitions(session: JiraSession, ref: TicketRef): Promise<readonly Transition[]> {
  const { wire } = await session.read(ref.id);
  return (await session.api.transitions(wire.id)).map((step) => transitionOf(step, wire));
}

function transitionOf(step: WireTransition, { fields }: WireIssue): Transition {
  const to = phaseOf(step.to);
  return {
    id: step.id,
    label: step.name,
    to,
    state: step.to.name,
    requires: requiredFields(step),
    // A service desk writes to its customer when a request is done.
    ...(fields.project.projectTypeKey === 'service_desk' && !isOpen({ phase: to }) ? { notifiesRequester: true } : {}),
  };
}

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}

/** @throws `usage` for fields that are missing or wrong; `refused` if the workflow says no; `conflict`. */
export async function move(session: JiraSession, { ref, transition, fields, seen }: MoveRequest): Promise<Ticket> {
  const before = await readAsSeen(session, ref, seen);
  const step = (await session.api.transitions(before.wire.id)).find(
    ({ id, to }) => id === transition.id && to.name === transition.state,
  );
  if (step === undefined) throw notOffered(before, transition);
  const body = stepBody(step, fields, await session.api.dialect());
  const outcome = await sendAndRead(session, before, async () => session.api.transition(before.wire.id, body));
  const isTaken = await isMoved(session, outcome, step);
  return confirm(session, outcome, {
    name: l10n.t('The move of {0} to {1}', before.ticket.key, JSON.stringify(step.to.name)),
    // A step may lead to where it began: then only that something has changed shows that it was taken.
    isDone: ({ wire, ticket }) =>
      isTaken ||
      (wire.fields.status.id === step.to.id &&
        (before.wire.fields.status.id !== step.to.id || ticket.version !== before.ticket.version)),
  });
}

/** Whether the history has our step: an automation of the site may have moved the ticket on at once. */
async function isMoved({ people }: JiraSession, outcome: Outcome, { to }: WireTransition): Promise<boolean> {
  const moves = newHistories(outcome).filter(({ items }) =>
    items.some((item) => (item.fieldId === 'status' || item.field === 'status') && item.to === to.id),
  );
  const authors = await Promise.all(moves.map(async ({ author }) => people.person(author)));
  return authors.some((author) => author?.isMe === true);
}

function notOffered({ ticket }: Current, { label }: Transition): DeskError {
  return new DeskError(
    'refused',
    l10n.t(
      '{0} cannot take the step {1} now: its state is {2}.',
      ticket.key,
      JSON.stringify(label),
      JSON.stringify(ticket.state),
    ),
    { next: l10n.t('Look at the ticket again: its workflow offers other steps, or this account may not move it.') },
  );
}
