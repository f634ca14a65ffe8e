import { t } from '@vscode/l10n';
import type { Grouping } from '../../domain/query.ts';
import { kinds, phases } from '../../domain/ticket.ts';
import { kindWord, phaseWord } from '../../domain/words.ts';

export function groupingWord(by: Grouping): string {
  switch (by) {
    case 'work':
      return t('What needs doing');
    case 'kind':
      return t('Kind');
    case 'service':
      return t('Service');
    case 'priority':
      return t('Priority');
    case 'phase':
      return t('Phase');
    case 'connection':
      return t('Connection');
    default:
      return by satisfies never;
  }
}

const workGroups: Readonly<Record<string, () => string>> = {
  mine: () => t('Mine'),
  urgent: () => t('Major & breaching'),
  unassigned: () => t('Unassigned'),
  incidents: () => t('Incidents'),
  requests: () => t('Requests'),
  tasks: () => t('Tasks & changes'),
  alerts: () => t('Alerts'),
};

/** The name of a group of tickets. Services and connections have names of their own. */
export function groupWord(by: Grouping, id: string): string {
  if (id === '') return by === 'service' ? t('No service') : t('No priority');
  if (by === 'work') return workGroups[id]?.() ?? id;
  const kind = by === 'kind' ? kinds.find((one) => one === id) : undefined;
  if (kind !== undefined) return kindWord(kind);
  const phase = by === 'phase' ? phases.find((one) => one === id) : undefined;
  return phase === undefined ? id : phaseWord(phase);
}
