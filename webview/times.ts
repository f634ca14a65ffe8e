import * as l10n from '@vscode/l10n';
import { timeLeft } from '../src/domain/serviceLevel.ts';
import type { Due, Instant } from '../src/domain/ticket.ts';

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `3 hours ago`, `yesterday`, `now`, in the language of the editor. */
export function relativeTime(at: Instant, now: Date, language: string): string {
  const span = Date.parse(at) - now.getTime();
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, length] of units) {
    if (Math.abs(span) >= length) return format.format(Math.trunc(span / length), unit);
  }
  return format.format(0, 'second');
}

/** The whole date and time, with the time zone, in the language of the editor. */
export function exactTime(at: Instant, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

export interface DueState {
  readonly type: 'running' | 'soon' | 'breached' | 'paused' | 'ended';
  readonly words: string;
}

/** How long before it is due a service level counts as pressing. */
const soon = 60 * 60_000;

/**
 * What is to be said of a service level now. It may have been breached since the ticket was read.
 * @param options.open whether somebody still has to do something for the ticket.
 */
export function dueState(due: Due, { now, open }: { readonly now: Date; readonly open: boolean }): DueState {
  const left = Date.parse(due.at) - now.getTime();
  if (!open) return { type: 'ended', words: due.breached ? l10n.t('was breached') : l10n.t('ended') };
  if (due.paused) return { type: 'paused', words: due.breached ? l10n.t('breached, now paused') : l10n.t('paused') };
  if (due.breached || left < 0) {
    // By less than a minute, or before the date that the backend tells, since it counts working hours: there is no more to say.
    return {
      type: 'breached',
      words: left <= -60_000 ? l10n.t('breached, {0}', timeLeft(due, now)) : l10n.t('breached'),
    };
  }
  return { type: left <= soon ? 'soon' : 'running', words: timeLeft(due, now) };
}

/** The name of a service level. Those of the link file have words of their own. */
export function dueName({ name }: Due): string {
  if (name === 'respond') return l10n.t('Response');
  return name === 'resolve' ? l10n.t('Resolution') : name;
}
