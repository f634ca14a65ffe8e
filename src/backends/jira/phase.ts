import type { Phase } from '../../domain/ticket.ts';
import type { WireStatus } from './schema.ts';

/** Words of statuses that stand still until somebody else acts. "Waiting for support" waits for us, so it is at work. */
const waiting =
  /\b(waiting|awaiting|pending|on hold|hold|blocked|paused|stalled|suspended|warten|wartet|wartend|angehalten|zurückgestellt|attente|espera|pendiente|attesa)\b/i;
const waitingForUs = /\b(support|agent|triage|kundendienst)\b/i;
const acknowledged = /\b(ack|acknowledged|triaged?|accepted|assigned|selected|angenommen|zugewiesen|bestätigt)\b/i;
const resolved = /(resolved|solved|fixed|completed|implemented|behoben|gelöst|erledigt|résolu|resuelto|risolto)/i;
const cancelled =
  /(cancel|reject|declin|withdraw|won.?t|will not|duplicate|invalid|abandon|cannot reproduce|not a bug|abgebrochen|abgelehnt|storniert|annulé|refusé|cancelad|rechazad|annullat)/i;

/**
 * The phase of a status, by the category that every status has (`new`, `indeterminate`, `done`, in every language) and within it by words.
 * Closed and cancelled may differ by the resolution only.
 */
export function phaseOf({ name, statusCategory }: WireStatus, resolution = ''): Phase {
  switch (statusCategory?.key) {
    case 'done':
      if (cancelled.test(name)) return 'cancelled';
      if (resolved.test(name)) return 'resolved';
      return cancelled.test(resolution) ? 'cancelled' : 'closed';
    case 'new':
      if (isWaiting(name)) return 'waiting';
      return acknowledged.test(name) ? 'acknowledged' : 'new';
    default:
      // `indeterminate`; `undefined` where a site's own status has none.
      if (isWaiting(name)) return 'waiting';
      return acknowledged.test(name) ? 'acknowledged' : 'in_progress';
  }
}

function isWaiting(name: string): boolean {
  return waiting.test(name) && !waitingForUs.test(name);
}
