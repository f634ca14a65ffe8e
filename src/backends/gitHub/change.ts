import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { TicketRef, Version } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { somebodyWasFaster, unconfirmed as sentAndUnseen } from '../writeFailure.ts';
import type { Current, GitHubSession } from './session.ts';

/**
 * An issue that is still as somebody saw it. GitHub has no check of its own, so the look before a write is all there is.
 * @throws `conflict` if it is not.
 */
export async function readAsSeen(session: GitHubSession, ref: TicketRef, seen: Version): Promise<Current> {
  const current = await session.read(ref.id);
  if (current.ticket.version !== seen) throw somebodyWasFaster(session, current.ticket);
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

export function unconfirmed(session: GitHubSession, what: string, cause: DeskError): DeskError {
  return sentAndUnseen(session, what, cause, l10n.t('Look at the issue before you try again.'));
}

/** GitHub answers with success and leaves out what the account may not do. */
export function leftOut({ alias }: GitHubSession, what: string, next: string): DeskError {
  return new DeskError('forbidden', l10n.t('{0} has left it out without a word: {1}.', alias, what), { next });
}
