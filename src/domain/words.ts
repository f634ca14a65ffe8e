import * as l10n from '@vscode/l10n';
import type { Kind, Phase } from './ticket.ts';

/** The words of the interface for the words of the domain. One word for one thing. */
export function kindWord(kind: Kind): string {
  switch (kind) {
    case 'incident':
      return l10n.t('Incident');
    case 'request':
      return l10n.t('Request');
    case 'task':
      return l10n.t('Task');
    case 'change':
      return l10n.t('Change');
    case 'problem':
      return l10n.t('Problem');
    case 'alert':
      return l10n.t('Alert');
    default:
      return kind satisfies never;
  }
}

export function phaseWord(phase: Phase): string {
  switch (phase) {
    case 'new':
      return l10n.t('New');
    case 'acknowledged':
      return l10n.t('Acknowledged');
    case 'in_progress':
      return l10n.t('In progress');
    case 'waiting':
      return l10n.t('Waiting');
    case 'resolved':
      return l10n.t('Resolved');
    case 'closed':
      return l10n.t('Closed');
    case 'cancelled':
      return l10n.t('Cancelled');
    default:
      return phase satisfies never;
  }
}
