import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Kind, Ticket, TicketDraft } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { priorityFor, severityFor } from './priority.ts';
import type { WireIssue } from './schema.ts';
import type { GitLabSession } from './session.ts';
import { parseScope, type Scope } from './sources.ts';
import { hasMarker, wireText } from './texts.ts';
import { ticketKind } from './ticketKind.ts';
import { titleOf } from './title.ts';

const creatable: readonly Kind[] = ['incident', 'request', 'task', 'change', 'problem'];

/** The kinds that a new ticket can be of: none where no service has a project. */
export function creatableKinds(scopes: readonly Scope[]): readonly Kind[] {
  return scopes.some(({ select }) => select.project !== undefined) ? creatable : [];
}

/** @throws `usage` if the service has no project, or its labels make another kind of it; `unconfirmed` if no answer came and it is not to be found. */
export async function create(session: GitLabSession, draft: TicketDraft): Promise<Ticket> {
  const { service, select } = scopeFor(session, draft);
  const project = await session.sources.projectId(select.project ?? '', service);
  const issueType = draft.kind === 'incident' ? 'incident' : 'issue';
  const priority = priorityFor(draft.impact, draft.urgency);
  const labels = labelsFor(session, draft, select.labels ?? []);
  if (priority !== undefined && issueType === 'issue') labels.push(`priority::${priority}`);
  // So that it can be found again, if no answer comes.
  const marker = `create:${crypto.randomUUID()}`;
  const description = wireText(draft.body, marker);
  const began = session.now();
  let made: WireIssue | undefined;
  try {
    const fields = { title: titleOf(draft.title), description, issue_type: issueType };
    made = await session.api.createIssue(
      project,
      labels.length === 0 ? fields : { ...fields, labels: labels.join(',') },
    );
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    made = await findCreated(session, { project, marker, began });
    if (made === undefined) throw unconfirmed(session, l10n.t('The new ticket'), error);
  }
  const current = await session.current(made);
  if (priority !== undefined && issueType === 'incident') {
    await session.incidents
      .setSeverity({ path: current.path, iid: made.iid }, severityFor(priority))
      .catch(keepIncident);
  }
  return (await session.read(current.ticket.ref)).ticket;
}

/** An incident without its severity is still one: to fail would have it made twice. What is read back shows that it has none. */
function keepIncident(error: unknown): void {
  if (!DeskError.is(error)) throw error;
}

/** The labels of the service, and one that says the kind where they do not. */
function labelsFor({ alias }: GitLabSession, { kind }: TicketDraft, labels: readonly string[]): string[] {
  if (kind === 'incident') return [...labels];
  for (const chosen of [labels, [...labels, `type::${kind}`]]) {
    if (ticketKind({ issue_type: 'issue', labels: [...chosen] }) === kind) return [...chosen];
  }
  throw new DeskError(
    'usage',
    l10n.t('The labels of the service in {0} do not go with a ticket of the kind {1}.', alias, kind),
    { next: l10n.t('Its labels are: {0}.', labels.join(', ')) },
  );
}

/** How far the clocks of two machines may differ, in milliseconds. */
const margin = 15 * 60 * 1000;

async function findCreated(
  { api, people }: GitLabSession,
  { project, marker, began }: { readonly project: number; readonly marker: string; readonly began: Date },
): Promise<WireIssue | undefined> {
  const me = await people.me();
  const createdAfter = new Date(began.getTime() - margin).toISOString();
  const mine = await api.all((page) =>
    api.issues({ project, author: Number(me.id), createdAfter, order: 'created_at', sort: 'desc', page }),
  );
  return mine.find(({ description }) => hasMarker(description, marker));
}

/** The draft's own scope where it has a project, else another one of the same service (or of any, if it names none). */
function scopeFor({ alias, sources }: GitLabSession, { service }: TicketDraft): Scope {
  const own = service === undefined ? [] : [parseScope(service)];
  const others = sources.scopes.filter((scope) => service === undefined || scope.service === service.service);
  const found = [...own, ...others].find(({ select }) => select.project !== undefined);
  if (found !== undefined) return found;
  throw new DeskError('usage', l10n.t('No project of the service in {0} takes a new ticket.', alias), {
    next: l10n.t('Give the service a `project` in the link file.'),
  });
}
