import assert from 'node:assert/strict';
import type { Ticket, TicketDetails } from '../../../src/domain/ticket.ts';
import type { TicketPage } from '../../../src/protocol/ticketPage.ts';
import { changesBetween, ownersOf, priorityOf, stateOf } from '../../../webview/changes.ts';
import { fullPage, smallPage } from '../../fakes/ticketPages.ts';

const page: TicketPage = { ...fullPage, moreTimeline: false };
const withTicket = (over: Partial<TicketDetails>): TicketPage => ({ ...page, ticket: { ...page.ticket, ...over } });
const ticket = (over: Partial<Ticket>): Ticket => ({ ...smallPage.ticket, ...over });
const grace = { id: 'grace', name: 'Grace Hopper', isMe: false };

describe('what has changed in a ticket', () => {
  it('is nothing where only its version is another', () => {
    assert.deepEqual(changesBetween(page, withTicket({ version: '8', updated: '2026-11-24T10:00:00.000Z' })), []);
  });

  it('is each fact with its old and its new value', () => {
    const after = withTicket({ assignees: [grace], priority: 2, priorityLabel: 'High', group: 'Payments', body: 'x' });
    assert.deepEqual(changesBetween(page, after), [
      'Owner: Ada Lovelace (you) → Grace Hopper',
      'Priority: P1 · 1 - Critical → P2 · High',
      'Group: Checkout → Payments',
      'The description is different.',
    ]);
  });

  it('counts the new entries of the timeline', () => {
    const [first, second, ...rest] = page.timeline;
    assert.ok(first && second);
    assert.deepEqual(
      changesBetween({ ...page, timeline: [first, second] }, { ...page, timeline: [first, second] }),
      [],
    );
    assert.deepEqual(changesBetween({ ...page, timeline: [first, second, ...rest.slice(1)] }, page), [
      'There is a new entry in the timeline.',
    ]);
    assert.deepEqual(changesBetween({ ...page, timeline: [first] }, page), ['There are 3 new entries.']);
  });

  it('is not a timeline that was read on', () => {
    const before = { ...page, timeline: page.timeline.slice(0, 1), moreTimeline: true };
    assert.deepEqual(changesBetween(before, page), []);
  });
});

describe('the facts of a ticket in words', () => {
  it('have the backend’s own state, and the phase where that says more', () => {
    assert.equal(stateOf(ticket({ state: 'open', phase: 'in_progress' })), 'open · In progress');
    assert.equal(stateOf(ticket({ state: 'new', phase: 'new' })), 'New');
  });

  it('have the backend’s own priority beside the normal form', () => {
    assert.equal(priorityOf(ticket({ priority: 1, priorityLabel: 'Urgent' })), 'P1 · Urgent');
    assert.equal(priorityOf(ticket({ priority: 2, priorityLabel: 'P2 High' })), 'P2 High');
    assert.equal(priorityOf(ticket({ priority: 3 })), 'P3');
    assert.equal(priorityOf(ticket({ priorityLabel: 'odd' })), 'odd');
    assert.equal(priorityOf(ticket({})), 'none');
  });

  it('say nobody where nobody has it', () => {
    assert.equal(ownersOf(ticket({})), 'nobody');
  });
});
