import { t } from '@vscode/l10n';
import type { Kind, Phase } from './ticket.ts';

/** The words of the interface for the words of the domain. One word for one thing. */
export function kindWord(kind: Kind): string {
  switch (kind) {
    case 'incident':
      return t('Incident');
    case 'request':
      return t('Request');
    case 'task':
      return t('Task');
    case 'change':
      return t('Change');
    case 'problem':
      return t('Problem');
    case 'alert':
      return t('Alert');
    default:
      return kind satisfies never;
  }
}

export function phaseWord(phase: Phase): string {
  switch (phase) {
    case 'new':
      return t('New');
    case 'acknowledged':
      return t('Acknowledged');
    case 'in_progress':
      return t('In progress');
    case 'waiting':
      return t('Waiting');
    case 'resolved':
      return t('Resolved');
    case 'closed':
      return t('Closed');
    case 'cancelled':
      return t('Cancelled');
    default:
      return phase satisfies never;
  }
}
