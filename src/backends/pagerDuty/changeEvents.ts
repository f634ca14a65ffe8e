import * as l10n from '@vscode/l10n';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { CommitLink, Entry, Person } from '../../domain/ticket.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { NewChangeEvent } from './eventsApi.ts';
import type { WireChangeEvent, WireIncident } from './schema.ts';
import type { PdSession } from './session.ts';

/** A commit that an incident was told of. */
export interface ToldCommit {
  readonly label: string;
  readonly url: string;
  readonly entry: Entry;
}

/** How long PagerDuty keeps changes. */
const kept = 90 * 24 * 60 * 60 * 1000;

/**
 * The commits that were tied to an incident: PagerDuty ties changes to services, so Footbridge writes down which incident it was.
 * @returns undefined where this account cannot read changes.
 */
export async function toldOf(session: PdSession, wire: WireIncident): Promise<readonly ToldCommit[] | undefined> {
  if (wire.service === undefined || wire.service === null) return undefined;
  const since = Math.max(Date.parse(wire.created_at), session.now().getTime() - kept);
  const [events, me] = await Promise.all([
    session.api.changeEvents(wire.service.id, new Date(since).toISOString()),
    session.people.me(),
  ]);
  const own = events?.filter((event) => event.custom_details?.incident === wire.id && event.custom_details.url !== '');
  if (own === undefined) return undefined;
  const byUrl = new Map(own.map((event) => [event.custom_details?.url ?? '', event]));
  return [...byUrl].map(([url, event]) => ({ label: event.summary, url, entry: linkEntry(event, url, me) }));
}

function linkEntry(
  { id, summary, timestamp, source, custom_details: details }: WireChangeEvent,
  url: string,
  me: Person,
): Entry {
  const by = details?.told_by ?? '';
  const text = plainToMarkdown(summary);
  return {
    id,
    at: timestamp,
    author: { id: by, name: details?.told_by_name || source, isMe: by === me.id },
    kind: 'link',
    audience: 'internal',
    body: externalUrl(url) === undefined ? text : `${text}  \n${plainToMarkdown(url)}`,
  };
}

const longestSummary = 1024;

/** A change that tells an incident's service of a commit. */
export function changeOf(
  commit: CommitLink,
  wire: WireIncident,
  { me, now }: { readonly me: Person; readonly now: Date },
): NewChangeEvent {
  const short = commit.sha.slice(0, 10);
  const href = externalUrl(commit.url);
  return {
    payload: {
      summary: oneLine(l10n.t('Commit {0}: {1}', short, commit.subject), longestSummary),
      source: 'Footbridge',
      timestamp: now.toISOString(),
      custom_details: {
        incident: wire.id,
        incident_number: String(wire.incident_number),
        commit: commit.sha,
        url: commit.url,
        told_by: me.id,
        told_by_name: me.name,
      },
    },
    links: href === undefined ? [] : [{ href, text: short }],
  };
}
