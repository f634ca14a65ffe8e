import * as l10n from '@vscode/l10n';
import type { Entry } from '../src/domain/ticket.ts';
import type { HostMessage, TicketAction } from '../src/protocol/messages.ts';
import type { Problem } from '../src/protocol/problem.ts';
import type { TicketPage } from '../src/protocol/ticketPage.ts';
import { changesBetween } from './changes.ts';
import { emptyDraft, type Draft } from './draft.ts';

/** Everything that the page shows, apart from the time. */
export interface PageState {
  readonly page: TicketPage | undefined;
  readonly loading: boolean;
  /** Why the ticket could not be read. What was read before stays on the page. */
  readonly loadProblem?: Problem;
  /** Names of the actions that are on their way; their buttons wait. */
  readonly busy: readonly string[];
  readonly actionProblem?: Problem;
  /** What somebody else has changed since the user last looked. */
  readonly changed: readonly string[];
  /** The result of the last thing that the user did, as a screen reader says it. */
  readonly said: string;
  readonly draft: Draft;
  readonly sending: boolean;
  readonly draftProblem?: Problem;
}

export type PageEvent =
  | HostMessage
  | { readonly type: 'started'; readonly name: string }
  | { readonly type: 'ended'; readonly name: string; readonly problem?: Problem; readonly said?: string }
  | { readonly type: 'written'; readonly draft: Draft }
  | { readonly type: 'sent' }
  | { readonly type: 'noted'; readonly entry: Entry }
  | { readonly type: 'notNoted'; readonly problem: Problem }
  | { readonly type: 'dismissed' };

export function firstState(draft: Draft): PageState {
  return { page: undefined, loading: true, busy: [], changed: [], said: '', draft, sending: false };
}

/** The name of an action, which its button is disabled by. */
export function nameOf(action: TicketAction): string {
  if (action.type === 'move') return `move:${action.transition}`;
  return action.type === 'decide' ? `${action.decision}:${action.approval}` : action.type;
}

export function reduce(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'loading':
      return { ...state, loading: true };
    case 'ticket':
      return withPage(state, event.page);
    case 'failed':
      return { ...state, loading: false, loadProblem: event.problem };
    case 'started':
      return { ...without(state, 'actionProblem'), busy: [...state.busy, event.name] };
    case 'ended': {
      const busy = state.busy.filter((name) => name !== event.name);
      const ended = { ...state, busy, said: event.said ?? state.said };
      return event.problem === undefined ? ended : { ...ended, actionProblem: event.problem };
    }
    case 'written':
      return { ...without(state, 'draftProblem'), draft: event.draft };
    case 'sent':
      return { ...without(state, 'draftProblem'), sending: true };
    case 'noted':
      return withEntry(state, event.entry);
    case 'notNoted':
      // The text stays in the box: nothing that somebody wrote is lost.
      return { ...state, sending: false, draftProblem: event.problem };
    case 'dismissed':
      return { ...without(state, 'actionProblem'), changed: [] };
    default:
      return event satisfies never;
  }
}

/** Actions that change nothing in the ticket. */
const reads: ReadonlySet<string> = new Set([
  'refresh',
  'loadTimeline',
  'openLink',
  'openPlace',
  'openInBrowser',
  'copyKey',
]);

function withPage(state: PageState, page: TicketPage): PageState {
  const shown = { ...without(state, 'loadProblem'), page, loading: false };
  if (state.page === undefined) return wasSent(state.draft, page) ? { ...shown, draft: emptyDraft() } : shown;
  const changes = changesBetween(state.page, page);
  if (changes.length === 0) return shown;
  // While a write of the user is on its way, the change is its result; else somebody was busy meanwhile.
  const own = state.sending || state.busy.some((name) => !reads.has(name)) || isOwnWork(state.page, page);
  if (own) return { ...shown, said: changes.join(' ') };
  return { ...shown, changed: [...state.changed, ...changes], said: changes.join(' ') };
}

/** Whether all that is new was done by this account: from the tree, the palette or a terminal. */
function isOwnWork(before: TicketPage, after: TicketPage): boolean {
  const known = new Set(before.timeline.map(({ id }) => id));
  const added = after.timeline.filter(({ id }) => !known.has(id));
  return added.length > 0 && added.every(({ author }) => author.isMe);
}

/**
 * Whether a draft that was kept stands in the timeline already. VS Code keeps a page's state only every few seconds, so after a reload
 * the text of a note that was just sent comes back, and would be sent twice.
 */
function wasSent({ text, audience }: Draft, { timeline }: TicketPage): boolean {
  const wanted = bare(text);
  return (
    wanted !== '' &&
    timeline.some((entry) => entry.author.isMe && entry.audience === audience && bare(entry.body) === wanted)
  );
}

/** A backend may keep Markdown as plain text, which comes back with its marks escaped. */
function bare(text: string): string {
  return text.replaceAll(/[\\\s]+/g, '');
}

function withEntry(state: PageState, entry: Entry): PageState {
  const noted = { ...without(state, 'draftProblem'), draft: emptyDraft(), sending: false, said: saidOf(entry) };
  const { page } = state;
  if (page === undefined || page.timeline.some(({ id }) => id === entry.id)) return noted;
  return { ...noted, page: { ...page, timeline: [...page.timeline, entry] } };
}

function saidOf(entry: Entry): string {
  return entry.audience === 'public' ? l10n.t('The reply is sent.') : l10n.t('The note is added.');
}

function without<Key extends 'loadProblem' | 'actionProblem' | 'draftProblem'>(
  state: PageState,
  key: Key,
): Omit<PageState, Key> {
  const { [key]: _, ...rest } = state;
  return rest;
}
