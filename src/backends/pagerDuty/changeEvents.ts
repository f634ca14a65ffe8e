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

/**
 * The commits that were tied to an incident: PagerDuty ties changes to services, so Footbridge writes down which incident it was.
 * It keeps changes for 90 days.
 */
export async function toldOf({ api, people }: PdSession, wire: WireIncident): Promise<readonly ToldCommit[]> {
  if (wire.service === undefined || wire.service === null) return [];
  const [events, me] = await Promise.all([api.changeEvents(wire.service.id, wire.created_at), people.me()]);
  const own = events.filter((event) => event.custom_details?.incident === wire.id && event.custom_details.url !== '');
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
