import * as l10n from '@vscode/l10n';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Markdown, Person } from '../../domain/ticket.ts';
import { commitOf, nameOf } from './links.ts';
import type { WireEvent } from './schema.ts';
import { closedStates } from './state.ts';

interface EventText {
  readonly kind: 'change' | 'link';
  readonly body: Markdown;
}

/** What an event of a timeline did, as a sentence (docs.github.com, "Issue event types"). */
export function eventText(event: WireEvent, personOf: (login: string) => Person): EventText {
  switch (event.event) {
    case 'closed':
      return closed(event);
    case 'reopened':
      return say(l10n.t('Reopened.'));
    case 'labeled':
      return say(l10n.t('Label added: {0}', shown(event.label ?? '')));
    case 'unlabeled':
      return say(l10n.t('Label removed: {0}', shown(event.label ?? '')));
    case 'assigned':
      return say(l10n.t('Assigned: {0}', shown(personOf(event.assignee).name)));
    case 'unassigned':
      return say(l10n.t('No longer assigned: {0}', shown(personOf(event.assignee).name)));
    case 'milestoned':
      return say(l10n.t('Milestone: {0}', shown(event.milestone?.title ?? '')));
    case 'demilestoned':
      return say(l10n.t('No longer in the milestone: {0}', shown(event.milestone?.title ?? '')));
    case 'renamed':
      return say(l10n.t('Title: {0} → {1}', shown(event.rename?.from ?? ''), shown(event.rename?.to ?? '')));
    case 'referenced':
      return referenced(event);
    case 'cross-referenced':
      return mentioned(event);
    default:
      return say(shown(event.event.replaceAll('_', ' ')));
  }
}

function closed(event: WireEvent): EventText {
  const { state_reason: reason } = event;
  const state =
    reason === 'completed' || reason === 'not_planned' || reason === 'duplicate'
      ? closedStates[reason].state
      : 'closed';
  const commit = commitOf(event);
  const by = commit === undefined ? '' : ` ${address(commit.url)}`;
  return say(l10n.t('State: {0}', state) + by);
}

/** A commit that names the issue. */
function referenced(event: WireEvent): EventText {
  const commit = commitOf(event);
  return { kind: 'link', body: commit === undefined ? shown(event.commit_id) : address(commit.url) };
}

/** An issue or a pull request that names this one. */
function mentioned({ source }: WireEvent): EventText {
  const issue = source?.issue ?? undefined;
  if (issue === undefined) return say(l10n.t('Mentioned elsewhere.'));
  const name = shown(`${nameOf(issue)} ${issue.title}`);
  const isPull = issue.pull_request !== undefined && issue.pull_request !== null;
  const text = isPull ? l10n.t('Mentioned in the pull request {0}', name) : l10n.t('Mentioned in {0}', name);
  return say(`${text} ${address(issue.html_url)}`);
}

function address(url: string): Markdown {
  const external = externalUrl(url);
  return external === undefined ? shown(url) : `<${external}>`;
}

/** A value that anybody may have typed, as one line that shows what it was. */
function shown(value: string): Markdown {
  const line = oneLine(value, 200);
  return line === '' ? '–' : plainToMarkdown(line);
}

function say(body: Markdown): EventText {
  return { kind: 'change', body };
}
