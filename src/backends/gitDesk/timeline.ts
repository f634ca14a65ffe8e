import * as l10n from '@vscode/l10n';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import type { Entry, Markdown } from '../../domain/ticket.ts';
import type { DeskEvent } from './event.ts';
import { toPerson, type Viewer } from './map.ts';
import type { DeskPerson, EventData } from './schema.ts';
import { firstState } from './workflow.ts';

/** A ticket's events as people read them, the oldest first. */
export function timelineOf(events: readonly DeskEvent[], viewer: Viewer): Entry[] {
  const entries: Entry[] = [];
  // A note or a commit that two clones told without knowing of each other was told once.
  const told = new Set<string>();
  let state: string = firstState.state;
  for (const event of events) {
    const once = onceKey(event.data);
    if (once !== undefined && told.has(once)) continue;
    if (once !== undefined) told.add(once);
    entries.push(toEntry(event, state, viewer));
    if (event.data.type === 'moved') state = event.data.state;
  }
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export function toEntry({ name, data }: DeskEvent, state: string, viewer: Viewer): Entry {
  const base = { id: name, at: data.at, author: toPerson(data.by, viewer), audience: 'internal' } as const;
  switch (data.type) {
    case 'noted':
      return data.audience === 'public'
        ? { ...base, kind: 'reply', audience: 'public', body: data.body }
        : { ...base, kind: 'note', body: data.body };
    case 'linked':
      return { ...base, kind: 'link', body: commitText(data) };
    case 'created':
      return { ...base, kind: 'change', body: l10n.t('Created.') };
    case 'assigned':
      return { ...base, kind: 'change', body: assignmentText(data.to, data.by) };
    case 'moved':
      return { ...base, kind: 'change', body: l10n.t('{0} → {1}', literal(state), literal(data.state)) };
    case 'edited':
      return { ...base, kind: 'change', body: editText(data) };
    case 'due':
      return { ...base, kind: 'change', body: dueText(data) };
    default:
      return data satisfies never;
  }
}

function onceKey(data: EventData): string | undefined {
  if (data.type === 'linked') return `link ${data.url}`;
  return data.type === 'noted' && data.marker !== undefined ? `note ${data.marker}` : undefined;
}

function assignmentText(to: DeskPerson | null, by: DeskPerson): Markdown {
  if (to === null) return l10n.t('Assigned to nobody.');
  return to.email.toLowerCase() === by.email.toLowerCase()
    ? l10n.t('Picked up.')
    : l10n.t('Assigned to {0}.', literal(to.name));
}

function commitText({ sha, subject, url }: EventData & { type: 'linked' }): Markdown {
  const label = `${literal(sha.slice(0, 10))} ${literal(subject)}`;
  const address = externalUrl(url);
  // A link may end at `)` or `>`; an address in its normal form has neither after this.
  return address === undefined ? label : `[${label}](<${address.replaceAll('>', '%3E')}>)`;
}

function editText(data: EventData & { type: 'edited' }): Markdown {
  const parts = [
    ...(data.title === undefined ? [] : [l10n.t('Title: {0}', literal(data.title))]),
    ...(data.body === undefined ? [] : [l10n.t('The description was changed.')]),
    ...(data.kind === undefined ? [] : [l10n.t('Kind: {0}', data.kind)]),
    ...(data.service === undefined ? [] : [l10n.t('Service: {0}', literal(data.service))]),
    ...(data.group === undefined ? [] : [l10n.t('Group: {0}', literal(data.group))]),
    ...(data.impact === undefined ? [] : [l10n.t('Impact: {0}', data.impact)]),
    ...(data.urgency === undefined ? [] : [l10n.t('Urgency: {0}', data.urgency)]),
    ...(data.major === undefined
      ? []
      : [data.major ? l10n.t('Declared a major incident.') : l10n.t('No major incident any more.')]),
  ];
  return parts.join('\n\n');
}

function dueText({ name, due }: EventData & { type: 'due' }): Markdown {
  return due === null ? l10n.t('{0}: no longer due.', literal(name)) : l10n.t('{0}: due {1}.', literal(name), due);
}

/** Text that somebody typed, in one line, so that Markdown shows it as it is. */
function literal(text: string): Markdown {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}
