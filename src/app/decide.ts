import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Approval, Backend } from '../domain/ports.ts';
import type { TicketRef } from '../domain/ticket.ts';

/** The decisions that a ticket waits for or has got. Empty where the backend has none, or this account may not see them. */
export async function approvalsOf(backend: Backend, ref: TicketRef): Promise<readonly Approval[]> {
  try {
    return (await backend.approvals?.(ref)) ?? [];
  } catch (error) {
    if (DeskError.is(error, 'forbidden', 'notFound', 'unsupported')) return [];
    throw error;
  }
}

/**
 * Approves or declines, once it is known that it is this account's turn.
 * @param id which approval; absent: the only one that waits for this account.
 * @returns the approvals of the ticket as they are then.
 * @throws `unsupported`, `notFound`, `ambiguous`; `forbidden` if it is somebody else's turn; `conflict` if it has been decided.
 */
export async function decide(
  backend: Backend,
  ref: TicketRef,
  { id, decision }: { readonly id?: string; readonly decision: 'approve' | 'decline' },
): Promise<readonly Approval[]> {
  if (backend.decide === undefined) {
    throw new DeskError('unsupported', l10n.t('There is nothing to approve in {0}.', ref.connection));
  }
  const known = await approvalsOf(backend, ref);
  const asked = id === undefined ? known.filter(({ canDecide }) => canDecide) : known.filter((one) => one.id === id);
  const [approval, ...others] = asked;
  if (approval === undefined) throw nothingWaits();
  if (others.length > 0) {
    throw new DeskError('ambiguous', l10n.t('Several decisions on this ticket wait for you.'), {
      next: l10n.t('Name one: {0}.', asked.map((one) => `${one.id} (${one.name})`).join(', ')),
    });
  }
  if (approval.state !== 'waiting') {
    throw new DeskError('conflict', l10n.t('{0} has been decided already.', approval.name));
  }
  if (!approval.canDecide) {
    const asks = approval.approvers.map(({ name }) => name).join(', ');
    throw new DeskError('forbidden', l10n.t('{0} is not yours to decide.', approval.name), {
      next: asks === '' ? l10n.t('Ask who is responsible for it.') : l10n.t('It waits for {0}.', asks),
    });
  }
  return backend.decide(ref, approval.id, decision);
}

export function nothingWaits(): DeskError {
  return new DeskError('notFound', l10n.t('No decision on this ticket waits for you.'), {
    next: l10n.t('Look at it again: somebody may have decided, or others are asked.'),
  });
}
