import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import { priorityOf } from '../../domain/priority.ts';
import { kinds, type Kind, type Ticket, type TicketDraft } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import type { NewIssue } from './api.ts';
import { leftOut, unconfirmed } from './change.ts';
import { issueId, sameName } from './issueId.ts';
import { Labels } from './labels.ts';
import { parseScope, type Scope } from './scope.ts';
import type { GitHubSession } from './session.ts';

/** GitHub refuses a title that is longer, in characters. */
const longestTitle = 256;

/** A title as GitHub takes it: one line, cut with a visible mark where it is too long. */
export function titleOf(title: string): string {
  return oneLine(title, longestTitle);
}

/** The kinds that a new issue can be of: those that the labels of the services leave open. An alert is raised by monitoring. */
export function creatableKinds(scopes: readonly Scope[]): readonly Kind[] {
  const withPlace = scopes.filter(hasRepository);
  return kinds.filter((kind) => kind !== 'alert' && withPlace.some((scope) => takes(scope, kind)));
}

/** @throws `usage` if no repository takes that kind; `forbidden` if the labels were left out; `unconfirmed` if no answer came. */
export async function create(session: GitHubSession, draft: TicketDraft): Promise<Ticket> {
  const { repository: named, labels: required = [] } = scopeFor(session, draft).select;
  const repository = await session.api.nameOf(named);
  const issue = { title: titleOf(draft.title), body: draft.body, labels: await labelsFor(session, repository, draft) };
  const labels = [...required, ...issue.labels.filter((label) => !required.some((one) => sameName(one, label)))];
  const number = await send(session, repository, { ...issue, labels });
  const { ticket, wire } = await session.read(issueId({ repository, number }));
  const missing = labels.filter((label) => !wire.labels.some((one) => sameName(one, label)));
  if (missing.length === 0) return ticket;
  throw leftOut(
    session,
    l10n.t('{0} was made, but without {1}', ticket.key, missing.join(', ')),
    l10n.t('Ask somebody with the role "Write" in {0} to add the labels; do not make it again.', repository),
  );
}

async function send(session: GitHubSession, repository: string, issue: NewIssue): Promise<number> {
  try {
    return (await session.api.create(repository, issue)).number;
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const found = await findCreated(session, repository, issue);
    if (found === undefined) throw unconfirmed(session, l10n.t('The new issue'), error);
    return found;
  }
}

/** How old the issue may be that was sent without an answer, in milliseconds: clocks differ. */
const recent = 10 * 60_000;

/** The issue that was sent without an answer, if it is the only one like it of the last minutes. */
async function findCreated(
  session: GitHubSession,
  repository: string,
  { title, body }: NewIssue,
): Promise<number | undefined> {
  const me = await session.people.me();
  if (me === undefined) return undefined;
  const latest = await session.api.latestBy(repository, me.id);
  const alike = latest.filter(
    (issue) =>
      issue.title === title &&
      issue.body.replaceAll('\r\n', '\n').trim() === body.replaceAll('\r\n', '\n').trim() &&
      Math.abs(session.now().getTime() - Date.parse(issue.created_at)) < recent,
  );
  return alike.length === 1 ? alike[0]?.number : undefined;
}

type PlacedScope = Scope & { readonly select: { readonly repository: string } };

/** The draft's own scope where it takes that kind, else another one of the same service (or of any, if it names none). */
function scopeFor({ alias, scopes }: GitHubSession, { kind, service }: TicketDraft): PlacedScope {
  const own = service === undefined ? [] : [parseScope(service)];
  const others = scopes.filter((scope) => service === undefined || scope.service === service.service);
  const found = [...own, ...others].filter(hasRepository).find((scope) => takes(scope, kind));
  if (found !== undefined) return found;
  throw new DeskError(
    'usage',
    l10n.t('No repository of the service in {0} takes a ticket of the kind {1}.', alias, kind),
    { next: l10n.t('Give the service a `repository` in the link file whose `labels` allow it.') },
  );
}

function hasRepository(scope: Scope): scope is PlacedScope {
  return scope.select.repository !== undefined;
}

/** Whether the labels that every issue of a scope has say no other kind. */
function takes({ select: { labels = [], labelMap } }: Scope, kind: Kind): boolean {
  const given = new Labels(labelMap === undefined ? [] : [labelMap]).read(labels).kind;
  return given === undefined || given === kind;
}

/** The labels that say the kind and the priority. A task needs none: that is what an issue is that nothing is said about. */
async function labelsFor(session: GitHubSession, repository: string, draft: TicketDraft): Promise<readonly string[]> {
  const { kind, impact, urgency } = draft;
  const hasPriority = impact !== undefined || urgency !== undefined;
  if (kind === 'task' && !hasPriority) return [];
  const existing = await session.api.labels(repository);
  const labels = session.labelsOf(repository);
  return [
    ...(kind === 'task' ? [] : [labels.forKind(kind, existing)]),
    ...(hasPriority ? [labels.forPriority(priorityOf(impact ?? 2, urgency ?? 2), existing)] : []),
  ];
}
