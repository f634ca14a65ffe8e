import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { DeskTickets, VisibleTicket } from './deskTickets.ts';
import { keyOf, parseKey } from './ids.ts';

/**
 * The ticket whose id begins as typed. A kind that is not the ticket's own is no obstacle, since tickets change their
 * kind and keys stay where they were written; but it decides between several.
 * @throws `notFound`, or `ambiguous` with the candidates.
 */
export function findByKey(tickets: DeskTickets, key: string, connection: string): VisibleTicket {
  const typed = parseKey(key);
  const found = typed === undefined ? [] : tickets.startingWith(typed.prefix);
  const ofKind = found.filter(({ folded }) => folded.kind === typed?.kind);
  const [first] = ofKind.length === 1 ? ofKind : found;
  if (first === undefined) {
    throw new DeskError('notFound', l10n.t('Ticket {0} was not found in {1}.', key, connection), {
      next: l10n.t('If it was created elsewhere, sync the git desk and try again.'),
    });
  }
  if (found.length === 1 || ofKind.length === 1) return first;
  const candidates = (ofKind.length > 0 ? ofKind : found).map(
    ({ ticket, folded }) => `${keyOf(folded.kind, ticket.id, tickets.keyLength(ticket.id))} (${folded.title})`,
  );
  throw new DeskError(
    'ambiguous',
    l10n.t('{0} is the beginning of {1} keys in {2}.', key, candidates.length, connection),
    {
      next: l10n.t('Write one of: {0}.', candidates.slice(0, shown).join(', ')),
    },
  );
}

/** More candidates than this say only that the key is too short. */
const shown = 8;
