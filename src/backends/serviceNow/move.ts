import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Transition, Version } from '../../domain/ticket.ts';
import { change } from './change.ts';
import { withoutCode } from './marker.ts';
import type { SnowSession } from './session.ts';
import { offers, type Offer } from './transitions.ts';

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}

/** @throws `usage` for a field that is missing or wrong; `refused` if the step is not offered or a rule says no; `conflict`. */
export async function move(session: SnowSession, { ref, transition, fields, seen }: MoveRequest): Promise<Ticket> {
  return change(session, {
    ref,
    seen,
    plan: async (current) => {
      const { key, state } = current.ticket;
      const offer = (await offers(session, current)).find((one) => one.transition.id === transition.id);
      if (offer === undefined) {
        throw new DeskError(
          'refused',
          l10n.t('{0} cannot take the step {1}: its state is {2}.', key, JSON.stringify(transition.label), state),
          { next: l10n.t('Look at the ticket again, and choose among the steps that it offers.') },
        );
      }
      return {
        name: l10n.t('The move of {0} to {1}', key, JSON.stringify(offer.transition.state)),
        fields: { ...valuesOf(offer, fields), ...offer.fields },
        column: 'state',
        yields: false,
      };
    },
  });
}

/** The user's fields as they are sent. */
function valuesOf({ transition, values }: Offer, given: Readonly<Record<string, string>>): Record<string, string> {
  const known = new Set(transition.requires.map(({ id }) => id));
  const stray = Object.keys(given).find((id) => !known.has(id));
  if (stray !== undefined) {
    throw new DeskError('usage', l10n.t('The step {0} takes no field {1}.', transition.label, JSON.stringify(stray)));
  }
  return Object.fromEntries(
    transition.requires.map(({ id, label, choices }) => {
      const text = given[id]?.trim() ?? '';
      if (text === '') {
        throw new DeskError('usage', l10n.t('The step {0} needs the field {1}.', transition.label, label), {
          next:
            choices === undefined ? l10n.t('Write what it asks for.') : l10n.t('It can be: {0}.', choices.join(', ')),
        });
      }
      if (choices === undefined) return [id, withoutCode(text)];
      const labels = values[id];
      const isCode = [...(labels?.values() ?? [])].includes(text);
      if (!choices.includes(text) && !isCode) {
        throw new DeskError('usage', l10n.t('{0} cannot be {1}.', label, JSON.stringify(text)), {
          next: l10n.t('It can be: {0}.', choices.join(', ')),
        });
      }
      return [id, labels?.get(text) ?? text];
    }),
  );
}
