import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Approval } from '../../domain/ports.ts';
import type { Person, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import type { WireApproval } from './deskSchema.ts';
import type { JiraSession } from './session.ts';

/** The decisions that a request waits for, or has waited for. Only requests of a service desk have any. */
export async function approvals(session: JiraSession, ref: TicketRef): Promise<readonly Approval[]> {
  const { wire } = await session.read(ref.id);
  if (!(await session.isRequest(wire))) return [];
  return Promise.all((await session.desk.approvals(wire.id)).map(async (approval) => approvalOf(session, approval)));
}

async function approvalOf({ people }: JiraSession, wire: WireApproval): Promise<Approval> {
  const known = await Promise.all((wire.approvers ?? []).map(async ({ approver }) => people.person(approver)));
  const state = stateOf(wire.finalDecision ?? '');
  return {
    id: wire.id,
    name: wire.name ?? '',
    approvers: known.filter((person): person is Person => person !== undefined),
    state,
    canDecide: state === 'waiting' && wire.canAnswerApproval,
  };
}

function stateOf(decision: string): Approval['state'] {
  return decision === 'approved' || decision === 'declined' ? decision : 'waiting';
}

/** @throws `conflict` if it has been decided already; `forbidden` if it is not this account's turn; `notFound`. */
export async function decide(
  session: JiraSession,
  ref: TicketRef,
  { id, decision }: { readonly id: string; readonly decision: 'approve' | 'decline' },
): Promise<readonly Approval[]> {
  const approval = (await approvals(session, ref)).find((one) => one.id === id);
  if (approval === undefined) throw new DeskError('notFound', l10n.t('{0} has no such approval.', session.alias));
  if (approval.state !== 'waiting')
    throw new DeskError('conflict', l10n.t('It has been decided already: {0}', approval.name));
  if (!approval.canDecide) throw new DeskError('forbidden', l10n.t('It is for others to decide: {0}', approval.name));
  session.wrote(ref.id);
  let lost: DeskError | undefined;
  try {
    await session.desk.decide(ref.id, id, decision);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  const now = await approvals(session, ref);
  // With several approvers it may wait on, but not for this account.
  if (now.some((one) => one.id === id && one.canDecide)) {
    const name = l10n.t('The decision');
    if (lost !== undefined) throw unconfirmed(session, name, lost);
    throw new DeskError('refused', l10n.t('{0} said that it did it, and did not: {1}', session.alias, name));
  }
  return now;
}
