import type { Kind } from '../../domain/ticket.ts';
import type { WireIssue } from './schema.ts';

/** The first that fits. */
const words: readonly (readonly [RegExp, Kind])[] = [
  [/^(incident|outage|disruption)s?$/, 'incident'],
  [/^(service[ _-]?)?requests?$/, 'request'],
  [/^problems?$/, 'problem'],
  [/^(change|rfc)s?$/, 'change'],
  [/^(alert|alarm)s?$/, 'alert'],
  [/^(task|maintenance|chore|ops)s?$/, 'task'],
];

/**
 * GitLab has incidents, service-desk issues, and issues. What an issue is, its labels say: `type::request` or `kind::request` before a
 * bare `request`. Without one it is a task.
 */
export function ticketKind(
  facts: Pick<WireIssue, 'issue_type' | 'labels'> & Partial<Pick<WireIssue, 'author' | 'service_desk_reply_to'>>,
): Kind {
  if (facts.issue_type === 'incident') return 'incident';
  const lower = facts.labels.map((label) => label.trim().toLowerCase());
  const scoped = lower.flatMap((label) => /^(?:type|kind)::(.+)$/.exec(label)?.[1] ?? []);
  for (const word of [...scoped, ...lower]) {
    const found = words.find(([pattern]) => pattern.test(word.trim()));
    if (found !== undefined) return found[1];
  }
  return isFromServiceDesk(facts) ? 'request' : 'task';
}

/** Service-desk issues are written by a bot in the name of somebody who has no account. Since 18 they may be of a type of their own. */
function isFromServiceDesk({
  issue_type: type,
  author,
  service_desk_reply_to: replyTo,
}: Partial<Pick<WireIssue, 'issue_type' | 'author' | 'service_desk_reply_to'>>): boolean {
  return type === 'ticket' || Boolean(replyTo) || /^support-bot\d*$/.test(author?.username ?? '');
}
