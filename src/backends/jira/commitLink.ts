import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { CommitLink, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import type { JiraSession } from './session.ts';

/** Longer ones are refused. */
const longestId = 255;

/** Ties a commit to a ticket as a remote link. Jira keeps one for each `globalId`, so the link is the claim. */
export async function linkCommit(
  session: JiraSession,
  ref: TicketRef,
  { sha, subject, url }: CommitLink,
): Promise<'created' | 'already'> {
  const { wire, ticket } = await session.read(ref.id);
  const globalId = url.length <= longestId ? url : `git:${sha}`;
  const isThere = async (): Promise<boolean> =>
    (await session.api.links(wire.id)).some((link) => link.globalId === globalId);
  // Linking again would overwrite what others have added to the link.
  if (await isThere()) return 'already';
  const title = `${sha.slice(0, 10)} ${subject}`.slice(0, longestId);
  session.wrote(wire.id);
  let isNew = true;
  let lost: DeskError | undefined;
  try {
    isNew = await session.api.addLink(wire.id, { globalId, url, title });
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  if (await isThere()) return isNew ? 'created' : 'already';
  const name = l10n.t('The link of {0} to a commit', ticket.key);
  if (lost !== undefined) throw unconfirmed(session, name, lost);
  throw new DeskError('refused', l10n.t('{0} said that it did it, and did not: {1}', session.alias, name));
}
