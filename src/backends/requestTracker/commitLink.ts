import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { CommitLink, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import type { WireTicket } from './schema.ts';
import type { RtSession } from './session.ts';

/** Ties a commit to a ticket as something it refers to. The server keeps each address once, so the link is the claim. */
export async function linkCommit(
  session: RtSession,
  ref: TicketRef,
  commit: CommitLink,
): Promise<'created' | 'already'> {
  const { wire, ticket } = await session.read(ref.id);
  if (refersTo(wire, commit.url)) return 'already';
  let said = '';
  let lost: DeskError | undefined;
  try {
    // Without a check of the version: a link takes nothing away from anybody.
    said = await session.api.change(wire.id, { AddRefersTo: commit.url });
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  } finally {
    session.forgetReads();
  }
  const where = [
    { field: 'Type', value: 'AddLink' },
    { field: 'NewValue', value: commit.url },
  ];
  const [now, [first]] = await Promise.all([session.read(wire.id), session.api.history(wire.id, { where })]);
  if (!refersTo(now.wire, commit.url)) {
    if (lost !== undefined) throw unconfirmed(session, l10n.t('The link of {0} to a commit', ticket.key), lost);
    throw new DeskError('refused', l10n.t('{0} refused it: {1}', session.alias, said || l10n.t('it gives no reason')));
  }
  // Somebody else may have told of the same commit in the same moment: who did it is in the history.
  const me = await session.people.me();
  return first === undefined || first.Creator.id === me.id ? 'created' : 'already';
}

function refersTo({ _hyperlinks }: WireTicket, url: string): boolean {
  return _hyperlinks.some((link) => link.ref === 'refers-to' && link._url === url);
}
