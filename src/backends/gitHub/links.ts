import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { issueId } from './issueId.ts';
import type { TicketLink } from '../../domain/ticket.ts';
import { linkedUrl } from './commentEntry.ts';
import type { WireEvent } from './schema.ts';

/** The commits, issues and pull requests that a timeline ties to its issue, each once. */
export function linksOf(events: readonly WireEvent[]): TicketLink[] {
  const links = new Map<string, TicketLink>();
  for (const event of events) {
    const link = linkOf(event);
    if (link !== undefined && !links.has(link.url)) links.set(link.url, link);
  }
  return [...links.values()];
}

function linkOf(event: WireEvent): TicketLink | undefined {
  if (event.event === 'commented') return markedLink(event.body);
  if (event.event === 'cross-referenced') {
    const issue = event.source?.issue ?? undefined;
    return issue === undefined ? undefined : { label: nameOf(issue), url: issue.html_url };
  }
  return commitOf(event);
}

/** The issue or pull request that mentions this one, as GitHub writes it: `owner/name#7`. */
export function nameOf({
  number,
  repository_url: repository,
}: {
  readonly number: number;
  readonly repository_url?: string | null | undefined;
}): string {
  return typeof repository === 'string' ? issueId({ repository, number }) : `#${number}`;
}

/** The commit of an event with its page. The API's own address of it is `…/repos/<owner>/<name>/commits/<sha>`. */
export function commitOf({
  commit_id: sha,
  commit_url: url,
}: Pick<WireEvent, 'commit_id' | 'commit_url'>): TicketLink | undefined {
  const [, base, repository] = /^(https?:\/\/.+)\/repos\/([^/]+\/[^/]+)\/commits\/[0-9a-f]+$/.exec(url) ?? [];
  if (sha === '' || base === undefined || repository === undefined) return undefined;
  const web = base.replace(/^https:\/\/api\./, 'https://').replace(/\/api\/v3$/, '');
  return { label: `${repository}@${sha.slice(0, 10)}`, url: `${web}/${repository}/commit/${sha}` };
}

/** What a comment links that says of itself that it does. Anybody may write one, so that it has to be an address or a commit's name. */
function markedLink(body: string): TicketLink | undefined {
  const url = linkedUrl(body);
  if (url === undefined) return undefined;
  if (/^git:[^\s\p{Cc}\p{Cf}]+$/u.test(url)) return { label: url, url };
  if (externalUrl(url) === undefined) return undefined;
  const { host, pathname } = new URL(url);
  const sha = /\/commits?\/([0-9a-f]{7,64})$/i.exec(pathname)?.[1];
  return { label: sha === undefined ? `${host}${pathname}` : `${host} ${sha.slice(0, 10)}`, url };
}
