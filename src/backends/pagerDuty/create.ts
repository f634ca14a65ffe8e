import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Priority, Ticket, TicketDraft } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { wantedPriority } from './priority.ts';
import { parseScope, type Scope } from './scope.ts';
import type { PdSession } from './session.ts';

/** As long as the summary of an event can be, which becomes a title too. */
const longestTitle = 1024;

export function titleOf(title: string): string {
  return oneLine(title, longestTitle);
}

/**
 * Makes an incident, which calls whoever is on call for the service. Its `incident_key` is ours: PagerDuty refuses a second open incident with
 * the same, and one that was sent without an answer is found by it.
 * @throws `usage` if no service of PagerDuty is linked; `unconfirmed` if no answer came and the incident is not to be found.
 */
export async function create(session: PdSession, draft: TicketDraft): Promise<Ticket> {
  if (draft.kind !== 'incident') {
    throw new DeskError(
      'usage',
      l10n.t('{0} has incidents only, so no {1} can be made there.', session.alias, draft.kind),
    );
  }
  const { service, escalationPolicy } = scopeFor(session, draft).select;
  const incidentKey = `footbridge-${crypto.randomUUID()}`;
  const fields = {
    title: titleOf(draft.title),
    service: { id: service, type: 'service_reference' },
    incident_key: incidentKey,
    ...(draft.body.trim() === '' ? {} : { body: { type: 'incident_body', details: draft.body } }),
    ...(escalationPolicy === undefined
      ? {}
      : { escalation_policy: { id: escalationPolicy, type: 'escalation_policy_reference' } }),
    ...(await importance(session, wantedPriority(draft.impact, draft.urgency))),
  };
  const from = await session.people.from();
  let id: string | undefined;
  try {
    id = await session.api.create(fields, from);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    id = (await session.api.incidents({ incidentKey })).items[0]?.id;
    if (id === undefined) throw unconfirmed(session, l10n.t('The new incident'), error);
  }
  return (await session.read(id)).ticket;
}

/** The draft's own scope, else another one of the same service (or of any, if it names none). */
function scopeFor({ alias, scopes }: PdSession, { service }: TicketDraft): Scope {
  const own = service === undefined ? [] : [parseScope(service)];
  const others = scopes.filter((scope) => service === undefined || scope.service === service.service);
  const found = [...own, ...others].find(({ select }) => select.service !== undefined);
  if (found !== undefined) return found;
  throw new DeskError('usage', l10n.t('An incident in {0} needs a service of PagerDuty.', alias), {
    next: l10n.t('Give the service its `service` id in the link file.'),
  });
}

/** The account's own priority at that place, if it has one there, and an urgency that fits: "high" wakes somebody. */
async function importance(
  { priorities }: PdSession,
  wanted: Priority | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  if (wanted === undefined) return {};
  const priority = await priorities.at(wanted);
  return {
    urgency: wanted <= 2 ? 'high' : 'low',
    ...(priority === undefined ? {} : { priority: { id: priority.id, type: 'priority_reference' } }),
  };
}
