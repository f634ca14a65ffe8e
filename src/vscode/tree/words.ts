import * as l10n from '@vscode/l10n';
import type { Grouping } from '../../domain/query.ts';
import { kinds, phases } from '../../domain/ticket.ts';
import { kindWord, phaseWord } from '../../domain/words.ts';

export function groupingWord(by: Grouping): string {
  switch (by) {
    case 'work':
      return l10n.t('What needs doing');
    case 'kind':
      return l10n.t('Kind');
    case 'service':
      return l10n.t('Service');
    case 'priority':
      return l10n.t('Priority');
    case 'phase':
      return l10n.t('Phase');
    case 'connection':
      return l10n.t('Connection');
    default:
      return by satisfies never;
  }
}

const workGroups: Readonly<Record<string, () => string>> = {
  mine: () => l10n.t('Mine'),
  urgent: () => l10n.t('Major & breaching'),
  unassigned: () => l10n.t('Unassigned'),
  incidents: () => l10n.t('Incidents'),
  requests: () => l10n.t('Requests'),
  tasks: () => l10n.t('Tasks & changes'),
  alerts: () => l10n.t('Alerts'),
};

/** The name of a group of tickets. Services and connections have names of their own. */
export function groupWord(by: Grouping, id: string): string {
  if (id === '') return by === 'service' ? l10n.t('No service') : l10n.t('No priority');
  if (by === 'work') return workGroups[id]?.() ?? id;
  const kind = by === 'kind' ? kinds.find((one) => one === id) : undefined;
  if (kind !== undefined) return kindWord(kind);
  const phase = by === 'phase' ? phases.find((one) => one === id) : undefined;
  return phase === undefined ? id : phaseWord(phase);
}
