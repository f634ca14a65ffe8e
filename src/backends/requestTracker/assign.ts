import * as l10n from '@vscode/l10n';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { change } from './change.ts';
import { nobody } from './map.ts';
import type { Current, RtSession } from './session.ts';

/**
 * Makes somebody the owner. For oneself there are ways of their own: `take` needs a lesser right than to set the owner, and somebody
 * else's ticket can only be stolen. To hand somebody else's ticket on needs the right to reassign.
 */
export async function assign(
  session: RtSession,
  { ref, to, seen }: { readonly ref: TicketRef; readonly to: Person | 'me' | null; readonly seen: Version },
): Promise<Ticket> {
  const me = await session.people.me();
  const wanted = to === null ? nobody : to === 'me' ? me.id : to.id;
  return change(session, {
    ref,
    seen,
    plan: ({ wire, ticket }) => {
      if (wire.Owner.id === wanted) return undefined;
      return {
        name: l10n.t('The assignment of {0} to {1}', ticket.key, wanted),
        send: async (current) => send(session, current, { wanted, me: me.id }),
        isDone: (now) => now.wire.Owner.id === wanted,
      };
    },
  });
}

async function send(
  { api }: RtSession,
  { wire, etag }: Current,
  { wanted, me }: { readonly wanted: string; readonly me: string },
): Promise<string> {
  if (wanted === me) return api.own(wire.id, wire.Owner.id === nobody ? 'take' : 'steal', etag);
  if (wanted === nobody && wire.Owner.id === me) return api.own(wire.id, 'untake', etag);
  return api.change(wire.id, { Owner: wanted }, etag);
}
