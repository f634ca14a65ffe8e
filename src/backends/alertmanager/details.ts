import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketDetails, TicketRef } from '../../domain/ticket.ts';
import { bodyOf, linksOf, titleOf } from './body.ts';
import type { AlertmanagerSession } from './session.ts';

export async function details(session: AlertmanagerSession, ref: TicketRef): Promise<TicketDetails> {
  const { ticket, alert } = await session.look(ref.id);
  return { ...ticket, body: bodyOf(alert), links: linksOf(alert) };
}

const mostCandidates = 10;

/** The alert whose fingerprint begins so: one that fires, else one that was seen to end. */
export async function find(session: AlertmanagerSession, key: string): Promise<Ticket> {
  const prefix = key.trim().toLowerCase();
  if (!/^[0-9a-f]{6,16}$/.test(prefix)) throw notFound(session, key);
  const firing = [...(await session.selectAny([])).values()].filter(({ alert }) =>
    alert.fingerprint.startsWith(prefix),
  );
  const ended = session.memory.ended().filter(({ alert }) => alert.fingerprint.startsWith(prefix));
  const candidates = (firing.length > 0 ? firing : ended).map(({ alert }) => alert);
  const [only] = candidates;
  if (only === undefined) throw notFound(session, key);
  if (candidates.length === 1) return (await session.read(only.fingerprint)).ticket;
  const shown = candidates.slice(0, mostCandidates).map((alert) => `${alert.fingerprint} (${titleOf(alert)})`);
  throw new DeskError('ambiguous', l10n.t('{0} names several alerts in {1}.', JSON.stringify(key), session.alias), {
    next: l10n.t('Say which: {0}.', shown.join(', ')),
  });
}

function notFound({ alias }: AlertmanagerSession, key: string): DeskError {
  return new DeskError(
    'notFound',
    l10n.t('{0} is not the key of an alert that fires in {1}.', JSON.stringify(key), alias),
    {
      next: l10n.t(
        'A key is the fingerprint of an alert, or its first six characters at least. An alert that has ended is gone.',
      ),
    },
  );
}
