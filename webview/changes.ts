import * as l10n from '@vscode/l10n';
import { oneLine } from '../src/domain/markup/safeText.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import { phaseWord } from '../src/domain/words.ts';
import type { TicketPage } from '../src/protocol/ticketPage.ts';

/** What is different for a reader who has seen `before`, one sentence a change. */
export function changesBetween(before: TicketPage, after: TicketPage): readonly string[] {
  const changes: string[] = [];
  const compare = (name: string, of: (ticket: Ticket) => string): void => {
    const [was, is] = [of(before.ticket), of(after.ticket)];
    if (was !== is) changes.push(l10n.t('{0}: {1} → {2}', name, was, is));
  };
  compare(l10n.t('State'), stateOf);
  compare(l10n.t('Owner'), ownersOf);
  compare(l10n.t('Priority'), priorityOf);
  compare(l10n.t('Title'), ({ title }) => `“${oneLine(title, 80)}”`);
  compare(l10n.t('Group'), ({ group }) => oneLine(group ?? l10n.t('none'), 60));
  if (before.ticket.body !== after.ticket.body) changes.push(l10n.t('The description is different.'));
  const seen = new Set(before.timeline.map(({ id }) => id));
  const news = after.timeline.filter(({ id }) => !seen.has(id)).length;
  // A timeline that was read on, rather than one that grew, is no news.
  if (news > 0 && !before.moreTimeline) {
    changes.push(
      news === 1 ? l10n.t('There is a new entry in the timeline.') : l10n.t('There are {0} new entries.', news),
    );
  }
  return changes;
}

export function ownersOf({ assignees }: Ticket): string {
  if (assignees.length === 0) return l10n.t('nobody');
  return assignees
    .map(({ name, isMe }) => (isMe ? l10n.t('{0} (you)', oneLine(name, 60)) : oneLine(name, 60)))
    .join(', ');
}

/** `open · In progress`: the backend's own words and the phase, where they differ. */
export function stateOf({ state, phase }: Ticket): string {
  const [own, normal] = [oneLine(state, 80), phaseWord(phase)];
  return own.toLowerCase() === normal.toLowerCase() ? normal : `${own} · ${normal}`;
}

/** `P1 · 1 - Critical`: the normal form and the backend's own words, where they differ. */
export function priorityOf({ priority, priorityLabel }: Ticket): string {
  const normal = priority === undefined ? '' : `P${priority}`;
  const label = oneLine(priorityLabel ?? '', 60);
  if (normal === '') return label === '' ? l10n.t('none') : label;
  if (label === '') return normal;
  return label.startsWith(normal) ? label : `${normal} · ${label}`;
}
