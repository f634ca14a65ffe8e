import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Approval } from '../../domain/ports.ts';
import type { TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { isSysId } from './query.ts';
import type { WireApproval } from './schema.ts';
import type { SnowSession } from './session.ts';

/** The decisions on a ticket, one for each approver. Those that are not asked for any more are left out. */
export async function approvals(session: SnowSession, ref: TicketRef): Promise<readonly Approval[]> {
  const { id } = await session.read(ref);
  return readApprovals(session, id.sysId);
}

/** Decides where it is this account's turn, and reads it back. */
export async function decide(
  session: SnowSession,
  { ref, approval, decision }: { ref: TicketRef; approval: string; decision: 'approve' | 'decline' },
): Promise<readonly Approval[]> {
  const { id, ticket } = await session.read(ref);
  const asked = isSysId(approval)
    ? (await readApprovals(session, id.sysId)).find((one) => one.id === approval)
    : undefined;
  if (asked === undefined) {
    throw new DeskError('notFound', l10n.t('{0} has no such approval in {1}.', ticket.key, session.alias));
  }
  if (asked.state !== 'waiting') {
    throw new DeskError('conflict', l10n.t('The approval of {0} has been decided already.', ticket.key));
  }
  if (!asked.canDecide) {
    const names = asked.approvers.map(({ name }) => name).join(', ');
    throw new DeskError('forbidden', l10n.t('The approval of {0} is for {1} to decide.', ticket.key, names));
  }
  let lost: DeskError | undefined;
  try {
    await session.api.decide(approval, decision === 'approve' ? 'approved' : 'rejected');
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  const now = await readApprovals(session, id.sysId);
  const state = now.find((one) => one.id === approval)?.state;
  if (state === (decision === 'approve' ? 'approved' : 'declined')) return now;
  if (lost !== undefined) throw unconfirmed(session, l10n.t('The decision on {0}', ticket.key), lost);
  throw new DeskError(
    'refused',
    l10n.t('{0} answered, and did not take the decision on {1}.', session.alias, ticket.key),
  );
}

async function readApprovals(session: SnowSession, sysId: string): Promise<readonly Approval[]> {
  const rows = await session.api.approvals(sysId);
  const all = await Promise.all(
    rows.map(async (row): Promise<Approval | undefined> => {
      const state = stateOf(row);
      const approver = await session.people.referred(row.approver);
      if (state === undefined || approver === undefined) return undefined;
      const group = row['group.assignment_group'].display_value;
      const name =
        group === ''
          ? l10n.t('Approval by {0}', approver.name)
          : l10n.t('Approval by {0} for {1}', approver.name, group);
      return {
        id: row.sys_id.value,
        name,
        approvers: [approver],
        state,
        canDecide: state === 'waiting' && approver.isMe,
      };
    }),
  );
  return all.filter((one) => one !== undefined);
}

/** `not requested`, `not_required`, `cancelled` and the like: nobody waits for it. */
function stateOf({ state: { value } }: WireApproval): Approval['state'] | undefined {
  switch (value) {
    case 'requested':
      return 'waiting';
    case 'approved':
      return 'approved';
    case 'rejected':
      return 'declined';
    default:
      return undefined;
  }
}
