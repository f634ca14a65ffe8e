import { l10n } from 'vscode';
import { move } from '../../app/move.ts';
import { optimistic } from '../../app/optimistic.ts';
import { DeskError } from '../../domain/errors.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Transition } from '../../domain/ticket.ts';
import { phaseWord } from '../../domain/words.ts';
import type { Footbridge } from '../footbridge.ts';
import { askFields, askText, pick, say } from './ask.ts';
import { showError } from './boundary.ts';
import { subjectOf } from './ticketArgument.ts';

/** Takes a step of the ticket's workflow. A button of the panel names the step; else the user picks it. */
export async function moveCommand(footbridge: Footbridge, given: unknown, transitionId: unknown): Promise<void> {
  const { ref, backend } = await subjectOf(footbridge, given, { purpose: l10n.t('Move a ticket') });
  const [before, transitions] = await Promise.all([backend.get(ref), backend.transitions(ref)]);
  const title = l10n.t('{0}: {1}', before.key, oneLine(before.title, 60));
  const transition = transitions.find(({ id }) => id === transitionId) ?? (await pickTransition(title, transitions));
  const fields = await askFields(transition);
  const note = await askText({
    title: `${before.key}: ${transition.label}`,
    prompt:
      transition.notifiesRequester === true
        ? l10n.t('A note, internal (optional). Beware: this step itself tells the requester.')
        : l10n.t('A note that says why, internal (optional)'),
    optional: true,
  });
  const expected = { phase: transition.to, state: transition.state };
  const result = await optimistic({ store: footbridge.store, backend, before, expected }, () =>
    move(backend, before, { transition, fields, note }),
  );
  if (result.problem !== undefined) await showError(result.problem, footbridge);
  say(l10n.t('{0} is {1}', before.key, oneLine(result.ticket.state, 40)));
}

async function pickTransition(title: string, transitions: readonly Transition[]): Promise<Transition> {
  if (transitions.length === 0) {
    throw new DeskError('refused', l10n.t('The workflow offers you no step for this ticket now.'));
  }
  const items = transitions.map((transition) => ({
    label: transition.label,
    description: transition.notifiesRequester === true ? l10n.t('tells the requester') : '',
    detail: l10n.t('State: {0} ({1})', transition.state, phaseWord(transition.to)),
    transition,
  }));
  return (await pick(items, { title, placeHolder: l10n.t('Which step?') })).transition;
}
