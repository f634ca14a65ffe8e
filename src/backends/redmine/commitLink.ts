import * as l10n from '@vscode/l10n';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { CommitLink, TicketLink, TicketRef } from '../../domain/ticket.ts';
import { commitMarker, linkedCommit } from './commitMarker.ts';
import { writeOnce } from './note.ts';
import type { WireIssue } from './schema.ts';
import type { RedmineSession } from './session.ts';

/** Ties a commit to a ticket with an internal note, since Redmine has no links to the outside. The marker makes that it is one note. */
export async function linkCommit(
  session: RedmineSession,
  ref: TicketRef,
  { sha, subject, url }: CommitLink,
): Promise<'created' | 'already'> {
  const told = l10n.t('Commit {0}: {1}', sha.slice(0, 10), oneLine(subject));
  const body = plainToMarkdown(`${told}\n${url}`);
  const { isNew } = await writeOnce(session, { ref, body, audience: 'internal', marker: commitMarker(url) });
  return isNew ? 'created' : 'already';
}

/** The commits that notes link, each once. */
export function commitLinksIn({ journals }: WireIssue): TicketLink[] {
  const urls = new Set(journals.flatMap(({ notes }) => linkedCommit(notes) ?? []));
  return [...urls].map((url) => ({ label: labelOf(url), url }));
}

function labelOf(address: string): string {
  const url = externalUrl(address);
  if (url === undefined) return address;
  const { host, pathname } = new URL(url);
  const sha = /\/commits?\/([0-9a-f]{7,64})$/i.exec(pathname)?.[1];
  return sha === undefined ? `${host}${pathname}` : `${host} ${sha.slice(0, 10)}`;
}
