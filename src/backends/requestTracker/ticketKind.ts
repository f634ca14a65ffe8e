import type { Kind } from '../../domain/ticket.ts';
import type { WireCustomField } from './schema.ts';

/** The first that fits. */
const words: readonly (readonly [RegExp, Kind])[] = [
  [/^(incident|outage|disruption|interruption|emergency)s?$/, 'incident'],
  [/^(problem)s?$/, 'problem'],
  [/^(change|rfc|release)s?$/, 'change'],
  [/^(alert|alarm|monitoring)s?$/, 'alert'],
  [/^(task|maintenance|job|chore|operation|op)s?$/, 'task'],
];

/**
 * Request Tracker has tickets, not kinds. Teams that tell them apart have a queue for each or a custom field, so the kind is the word
 * for one in the field `Type` or `Kind` (where a scope makes the lists carry custom fields) or else in the queue's name. Without one it
 * is a request, which is what Request Tracker is for.
 */
export function ticketKind(queue: string, customFields: readonly WireCustomField[]): Kind {
  const named = customFields.filter(({ name }) => /^(type|kind)$/i.test(name)).flatMap(({ values }) => values);
  for (const text of [...named, queue]) {
    const parts = text
      .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}]+/u);
    const found = words.find(([pattern]) => parts.some((part) => pattern.test(part)));
    if (found !== undefined) return found[1];
    if (parts.some((part) => /^requests?$/.test(part))) return 'request';
  }
  return 'request';
}
