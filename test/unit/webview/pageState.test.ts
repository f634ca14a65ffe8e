import assert from 'node:assert/strict';
import type { Entry } from '../../../src/domain/ticket.ts';
import type { TicketPage } from '../../../src/protocol/ticketPage.ts';
import { firstState, nameOf, reduce, type PageEvent, type PageState } from '../../../webview/pageState.ts';
import { fullPage } from '../../fakes/ticketPages.ts';

const draft = { id: 'd1', text: 'Fixed in staging.', audience: 'internal' } as const;
const entry: Entry = {
  id: '9',
  at: '2026-11-24T10:00:00.000Z',
  author: { id: 'ada', name: 'Ada Lovelace', isMe: true },
  kind: 'note',
  audience: 'internal',
  body: draft.text,
};
const problem = { reason: 'refused', message: 'No.' } as const;
const page: TicketPage = { ...fullPage, moreTimeline: false };
const moved: TicketPage = { ...page, ticket: { ...page.ticket, phase: 'waiting', state: 'stalled' } };

function after(...events: readonly PageEvent[]): PageState {
  return events.reduce(reduce, firstState(draft));
}

describe('the page of a ticket', () => {
  it('loads until there is something to show', () => {
    assert.equal(after().loading, true);
    assert.equal(after({ type: 'ticket', page }).loading, false);
  });

  it('keeps what it shows when a refresh fails, with the cause, until one succeeds', () => {
    const failed = after({ type: 'ticket', page }, { type: 'loading' }, { type: 'failed', problem });
    assert.deepEqual([failed.page, failed.loadProblem, failed.loading], [page, problem, false]);
    assert.equal(reduce(failed, { type: 'ticket', page }).loadProblem, undefined);
  });

  it('says what somebody else has changed, and keeps saying it until it is dismissed', () => {
    const changed = after({ type: 'ticket', page }, { type: 'ticket', page: moved }, { type: 'ticket', page: moved });
    assert.deepEqual(changed.changed, ['State: open · In progress → stalled · Waiting']);
    assert.deepEqual(reduce(changed, { type: 'dismissed' }).changed, []);
  });

  it('says the result of one’s own action, and does not take it for somebody else’s', () => {
    const action = nameOf({ type: 'move', transition: 'stalled' });
    const done = after(
      { type: 'ticket', page },
      { type: 'started', name: action },
      { type: 'ticket', page: moved },
      { type: 'ended', name: action },
    );
    assert.deepEqual([done.changed, done.said], [[], 'State: open · In progress → stalled · Waiting']);
  });

  it('does not warn of what this account did elsewhere, from the tree or a terminal', () => {
    const own = after(
      { type: 'ticket', page },
      { type: 'ticket', page: { ...moved, timeline: [...page.timeline, entry] } },
    );
    assert.deepEqual(own.changed, []);
    assert.notEqual(own.said, '');
  });

  it('says what a refresh has found', () => {
    const found = after(
      { type: 'ticket', page },
      { type: 'started', name: 'refresh' },
      { type: 'ticket', page: moved },
    );
    assert.deepEqual(found.changed, ['State: open · In progress → stalled · Waiting']);
  });

  it('holds the button of an action until the action has ended, and no other', () => {
    const busy = after({ type: 'started', name: 'pickUp' }, { type: 'started', name: 'move:stalled' });
    assert.deepEqual(busy.busy, ['pickUp', 'move:stalled']);
    assert.deepEqual(reduce(busy, { type: 'ended', name: 'pickUp' }).busy, ['move:stalled']);
  });

  it('shows why an action failed, until the next one', () => {
    const failed = after({ type: 'started', name: 'openLink' }, { type: 'ended', name: 'openLink', problem });
    assert.deepEqual(failed.actionProblem, problem);
    assert.equal(reduce(failed, { type: 'started', name: 'pickUp' }).actionProblem, undefined);
  });
});

describe('a note on the page of a ticket', () => {
  it('does not come back into the box after a reload, when it stands in the timeline already', () => {
    const sent: TicketPage = { ...page, timeline: [...page.timeline, entry] };
    assert.equal(after({ type: 'ticket', page: sent }).draft.text, '');
    const others: TicketPage = { ...sent, timeline: [{ ...entry, author: { ...entry.author, isMe: false } }] };
    assert.equal(after({ type: 'ticket', page: others }).draft.text, draft.text);
  });

  it('stays in the box while it is sent', () => {
    const sending = after({ type: 'ticket', page }, { type: 'sent' });
    assert.deepEqual([sending.sending, sending.draft], [true, draft]);
  });

  it('is in the timeline once it is written, and the box is empty and internal again', () => {
    const reply: PageEvent = { type: 'written', draft: { ...draft, audience: 'public' } };
    const noted = after({ type: 'ticket', page }, reply, { type: 'sent' }, { type: 'noted', entry });
    assert.deepEqual(noted.page?.timeline.at(-1), entry);
    assert.deepEqual([noted.draft.text, noted.draft.audience, noted.sending], ['', 'internal', false]);
    assert.notEqual(noted.draft.id, draft.id);
    assert.equal(noted.said, 'The note is added.');
  });

  it('is in the timeline once, also where the ticket was read again first', () => {
    const read = { ...page, timeline: [...page.timeline, entry] };
    const noted = after(
      { type: 'ticket', page },
      { type: 'sent' },
      { type: 'ticket', page: read },
      { type: 'noted', entry },
    );
    assert.equal(noted.page?.timeline.filter(({ id }) => id === entry.id).length, 1);
    assert.deepEqual(noted.changed, []);
  });

  it('stays in the box when it is refused, with the cause, until it is changed', () => {
    const refused = after({ type: 'ticket', page }, { type: 'sent' }, { type: 'notNoted', problem });
    assert.deepEqual([refused.draft, refused.draftProblem, refused.sending], [draft, problem, false]);
    assert.equal(reduce(refused, { type: 'written', draft: { ...draft, text: 'x' } }).draftProblem, undefined);
  });
});
