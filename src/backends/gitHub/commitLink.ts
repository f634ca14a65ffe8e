import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { CommitLink, Markdown, TicketRef } from '../../domain/ticket.ts';
import { linkedUrl, linkMarker } from './commentEntry.ts';
import { withMarker } from './marker.ts';
import { write } from './note.ts';
import type { WireEvent } from './schema.ts';
import type { GitHubSession } from './session.ts';

/**
 * Ties a commit to an issue. GitHub does it by itself where a pushed commit names the issue, and shows it in the timeline; what is not
 * there yet is told in a comment.
 */
export async function linkCommit(
  session: GitHubSession,
  ref: TicketRef,
  commit: CommitLink,
): Promise<'created' | 'already'> {
  const current = await session.read(ref.id);
  const events = await session.api.wholeTimeline(current.place);
  if (events.some((event) => tells(event, commit))) return 'already';
  await write(session, current, withMarker(textOf(commit), linkMarker(commit.url)));
  return 'created';
}

function tells({ event, body, commit_id: id }: WireEvent, { sha, url }: CommitLink): boolean {
  if (event === 'commented') return linkedUrl(body) === url || holds(body, url);
  return id !== '' && id === sha;
}

/** Whether an address stands in a text as a whole. */
function holds(text: string, url: string): boolean {
  const [, ...behind] = text.split(url);
  return behind.some((rest) => !/^[\w/-]/.test(rest));
}

/** The address by itself is enough for GitHub to make a link of it. */
function textOf({ sha, subject, url }: CommitLink): Markdown {
  const address = externalUrl(url) ?? `\`${url.replaceAll('`', '')}\``;
  const title = plainToMarkdown(oneLine(subject, 200));
  return title === '' ? `${sha.slice(0, 10)}: ${address}` : `${title}\n\n${address}`;
}
