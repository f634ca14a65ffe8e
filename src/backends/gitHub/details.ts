import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketDetails, TicketRef } from '../../domain/ticket.ts';
import { issueId, parseIssueId } from './issueId.ts';
import { linksOf } from './links.ts';
import type { GitHubSession } from './session.ts';

/** @throws `notFound` for what is no key or names no issue; `ambiguous` for a number that several of the repositories have. */
export async function find(session: GitHubSession, key: string): Promise<Ticket> {
  const typed = key.trim();
  if (parseIssueId(typed) !== undefined) return (await session.read(typed)).ticket;
  const number = /^#?([1-9]\d{0,14})$/.exec(typed)?.[1];
  if (number === undefined) {
    throw new DeskError(
      'notFound',
      l10n.t('{0} is not the number of an issue in {1}.', JSON.stringify(key), session.alias),
    );
  }
  return findNumber(session, typed, Number(number));
}

/** A number alone, in the repositories of the services. */
async function findNumber(session: GitHubSession, typed: string, number: number): Promise<Ticket> {
  const repositories = session.repositories;
  if (repositories.length === 0) {
    throw new DeskError('notFound', l10n.t('{0} does not say of which repository in {1}.', typed, session.alias), {
      next: l10n.t('Write it with its repository: {0}.', `owner/name#${number}`),
    });
  }
  const looked = await Promise.all(
    repositories.map(async (repository) => readIfThere(session, issueId({ repository, number }))),
  );
  const found = looked.filter((ticket) => ticket !== undefined);
  const [only, ...others] = found;
  if (only === undefined) throw session.notFound(typed);
  if (others.length === 0) return only;
  throw new DeskError('ambiguous', l10n.t('{0} names several issues in {1}.', typed, session.alias), {
    next: l10n.t('Write one of: {0}.', found.map(({ ref }) => ref.id).join(', ')),
  });
}

async function readIfThere(session: GitHubSession, id: string): Promise<Ticket | undefined> {
  try {
    return (await session.read(id)).ticket;
  } catch (error) {
    if (DeskError.is(error, 'notFound')) return undefined;
    throw error;
  }
}

/** An issue with its text, and with what its timeline ties to it. */
export async function details(session: GitHubSession, ref: TicketRef): Promise<TicketDetails> {
  const { ticket, wire, place } = await session.read(ref.id);
  return { ...ticket, body: wire.body, links: linksOf(await session.api.wholeTimeline(place)) };
}
