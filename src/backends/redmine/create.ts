import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketDraft } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import type { Catalog } from './catalog.ts';
import { priorityId } from './priority.ts';
import type { WireNamed } from './schema.ts';
import { assertComplete, knownScope, parseScope, type KnownScope } from './scope.ts';
import { textFilters } from './search.ts';
import { creatableTrackers, type RedmineSession } from './session.ts';
import { subjectOf } from './subject.ts';
import { writeText } from './texts.ts';
import { ticketKind } from './ticketKind.ts';

/** @throws `usage` if no project takes that kind; `unconfirmed` if no answer came and the ticket is not to be found. */
export async function create(session: RedmineSession, draft: TicketDraft): Promise<Ticket> {
  const [catalog, formatting] = await Promise.all([session.catalog(), session.formatting()]);
  const { project, category, tracker } = await placeFor(session, catalog, draft);
  const subject = subjectOf(draft.title);
  const priority = priorityId(draft, catalog.priorities);
  const fields = {
    project_id: project,
    tracker_id: tracker,
    subject,
    description: writeText(draft.body, formatting),
    ...(category === undefined ? {} : { category_id: category }),
    ...(priority === undefined ? {} : { priority_id: priority }),
  };
  let id: string | undefined;
  try {
    id = await session.api.create(fields);
  } catch (error) {
    if (DeskError.is(error, 'refused')) throw notCreated(error);
    if (!mayBeDone(error)) throw error;
    id = await findCreated(session, { project, subject });
    if (id === undefined) throw unconfirmed(session, l10n.t('The new ticket'), error);
  }
  return (await session.read(id)).ticket;
}

/** Without the right, Redmine says that project, tracker and status are blank. */
function notCreated(error: DeskError): DeskError {
  return new DeskError('refused', error.message, {
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    next: l10n.t('Look whether this account may create tickets in that project, and which fields it wants.'),
  });
}

/** How far back a ticket may have been made, in milliseconds: the request's own time, and clocks that differ. */
const recently = 10 * 60 * 1000;

/** The ticket that was sent without an answer, if it is the only one like it of the last minutes. */
async function findCreated(
  session: RedmineSession,
  { project, subject }: { readonly project: string; readonly subject: string },
): Promise<string | undefined> {
  const { id: me } = await session.people.me();
  const { items } = await session.api.issues({
    filters: [
      { field: 'project_id', operator: '=', values: [project] },
      { field: 'author_id', operator: '=', values: [me] },
      { field: 'status_id', operator: '*' },
      ...textFilters(subject),
    ],
    order: 'id',
  });
  const since = session.now().getTime() - recently;
  const alike = items.filter((issue) => issue.subject === subject && Date.parse(issue.created_on) >= since);
  return alike.length === 1 ? alike[0]?.id : undefined;
}

interface Target {
  readonly project: string;
  readonly category: string | undefined;
  readonly tracker: string;
}

/** The draft's own scope where its project takes that kind, else another one of the same service (or of any, if it names none). */
async function placeFor(session: RedmineSession, catalog: Catalog, { kind, service }: TicketDraft): Promise<Target> {
  const { alias, api } = session;
  const own =
    service === undefined ? [] : [await knownScope(parseScope(service), { api, alias, trackers: catalog.trackers })];
  assertComplete(own);
  const others = catalog.scopes.filter((scope) => service === undefined || scope.service === service.service);
  const scopes = [...own, ...others];
  for (const scope of scopes) {
    const tracker = creatableTrackers(scope).find(({ name }) => ticketKind(name) === kind);
    if (scope.project !== undefined && tracker !== undefined) {
      return { project: scope.project.id, category: scope.category?.id, tracker: tracker.id };
    }
  }
  throw new DeskError(
    'usage',
    l10n.t('No project of the service in {0} takes a ticket of the kind {1}.', alias, kind),
    {
      next: scopes.some(({ project }) => project !== undefined)
        ? l10n.t('Its trackers are: {0}.', trackerNames(scopes).join(', '))
        : l10n.t('Give the service a `project` in the link file.'),
    },
  );
}

function trackerNames(scopes: readonly KnownScope[]): readonly string[] {
  const all: readonly WireNamed[] = scopes.flatMap((scope) => creatableTrackers(scope));
  return [...new Set(all.map(({ name }) => `${name} (${ticketKind(name)})`))];
}
