import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { kinds, type Kind, type Ticket, type TicketDraft } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { priorityNumber } from './priority.ts';
import { parseScope, type Scope } from './scope.ts';
import type { RtSession } from './session.ts';
import { subjectOf } from './subject.ts';
import { ticketKind } from './ticketKind.ts';
import { quote } from './ticketSql.ts';

/** The kinds that a new ticket can be of: those of the queues that the services have. */
export function creatableKinds(scopes: readonly Scope[]): readonly Kind[] {
  const creatable = new Set(scopes.filter(hasQueue).map(kindOf));
  return kinds.filter((kind) => creatable.has(kind));
}

/** @throws `usage` if no queue takes that kind; `unconfirmed` if no answer came and the ticket is not to be found. */
export async function create(session: RtSession, draft: TicketDraft): Promise<Ticket> {
  const scope = scopeFor(session, draft);
  const { queue = '', customFields } = scope.select;
  const title = subjectOf(draft.title);
  const priority = priorityNumber(draft.impact, draft.urgency);
  const me = await session.people.me();
  const fields = {
    Queue: queue,
    Subject: title,
    Content: draft.body,
    ContentType: 'text/plain',
    // As the web pages do: who asks is told the answer.
    Requestor: [me.id],
    ...(priority === undefined ? {} : { Priority: priority }),
    ...(customFields === undefined ? {} : { CustomFields: customFields }),
  };
  let id: string | undefined;
  try {
    id = await session.api.create(fields);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    id = await findCreated(session, { queue, title, login: me.id });
    if (id === undefined) throw unconfirmed(session, l10n.t('The new ticket'), error);
  }
  return (await session.read(id)).ticket;
}

/** The ticket that was sent without an answer, if it is the only one like it of the last minutes. */
async function findCreated(
  { api }: RtSession,
  { queue, title, login }: { readonly queue: string; readonly title: string; readonly login: string },
): Promise<string | undefined> {
  const alike = [
    `Queue = ${quote(queue)}`,
    `Subject = ${quote(title)}`,
    `Creator = ${quote(login)}`,
    "Created > '10 minutes ago'",
  ];
  const found = await api.searchIds(alike.join(' AND '));
  return found.length === 1 ? found[0] : undefined;
}

/** The draft's own scope where its queue takes that kind, else another one of the same service (or of any, if it names none). */
function scopeFor({ alias, scopes }: RtSession, { kind, service }: TicketDraft): Scope {
  const own = service === undefined ? [] : [parseScope(service)];
  const others = scopes.filter((scope) => service === undefined || scope.service === service.service);
  const withQueue = [...own, ...others].filter(hasQueue);
  const found = withQueue.find((scope) => kindOf(scope) === kind);
  if (found !== undefined) return found;
  const queues = withQueue.map((scope) => `${scope.select.queue} (${kindOf(scope)})`);
  throw new DeskError('usage', l10n.t('No queue of the service in {0} takes a ticket of the kind {1}.', alias, kind), {
    next:
      queues.length === 0
        ? l10n.t('Give the service a `queue` in the link file.')
        : l10n.t('Its queues are: {0}.', [...new Set(queues)].join(', ')),
  });
}

function hasQueue({ select }: Scope): boolean {
  return select.queue !== undefined;
}

function kindOf({ select }: Scope): Kind {
  const given = Object.entries(select.customFields ?? {});
  return ticketKind(
    select.queue ?? '',
    given.map(([name, value]) => ({ id: name, name, values: [value] })),
  );
}
