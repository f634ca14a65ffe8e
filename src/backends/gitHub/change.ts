import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { TicketRef, Version } from '../../domain/ticket.ts';
import type { Current, GitHubSession } from './session.ts';

/**
 * An issue that is still as somebody saw it. GitHub has no check of its own, so the look before a write is all there is.
 * @throws `conflict` if it is not.
 */
export async function readAsSeen(session: GitHubSession, ref: TicketRef, seen: Version): Promise<Current> {
  const current = await session.read(ref.id);
  if (current.ticket.version !== seen) throw somebodyWasFaster(session, current);
  return current;
}

/** Sends something. @returns the failure after which it may have been done all the same: a read decides. */
export async function attempt(send: () => Promise<void>): Promise<DeskError | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (mayBeDone(error)) return error;
    throw error;
  }
}

/** Whether a request may have had its effect although it failed. Repeating it blindly could do it twice. */
export function mayBeDone(error: unknown): error is DeskError {
  return DeskError.is(error, 'timeout', 'unavailable', 'invalidResponse');
}

export function unconfirmed({ alias }: GitHubSession, what: string, cause: DeskError): DeskError {
  return new DeskError(
    'unconfirmed',
    l10n.t('{0} was sent to {1}, and it is not known whether it arrived.', what, alias),
    {
      detail: `${cause.reason}: ${cause.detail ?? cause.message}`,
      next: l10n.t('Look at the issue before you try again.'),
    },
  );
}

/** GitHub answers with success and leaves out what the account may not do. */
export function leftOut({ alias }: GitHubSession, what: string, next: string): DeskError {
  return new DeskError('forbidden', l10n.t('{0} has left it out without a word: {1}.', alias, what), { next });
}

export function somebodyWasFaster({ alias }: GitHubSession, { ticket }: Current): DeskError {
  const owners = ticket.assignees.map(({ name }) => name).join(', ');
  const message = l10n.t('{0} was changed in {1} since it was shown here.', ticket.key, alias);
  return new DeskError('conflict', message, {
    next:
      owners === ''
        ? l10n.t('Look at it again: its state is {0}.', ticket.state)
        : l10n.t('Look at it again: its state is {0}, and {1} has it.', ticket.state, owners),
  });
}
