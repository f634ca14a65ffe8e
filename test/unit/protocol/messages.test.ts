import assert from 'node:assert/strict';
import * as v from 'valibot';
import { hostMessageSchema, pageMessageSchema } from '../../../src/protocol/messages.ts';
import { errorOf, problemOf, problemSchema } from '../../../src/protocol/problem.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import { fullPage, smallPage } from '../../fakes/ticketPages.ts';

describe('what the editor tells the page of a ticket', () => {
  for (const [name, page] of [
    ['with everything', fullPage],
    ['with the least', smallPage],
  ] as const) {
    it(`is a ticket ${name}, which arrives as it was sent`, () => {
      const message = { type: 'ticket', page };
      assert.deepEqual(v.parse(hostMessageSchema, JSON.parse(JSON.stringify(message))), message);
    });
  }

  it('is never half a ticket', () => {
    const { state: _, ...ticket } = fullPage.ticket;
    assert.equal(v.is(hostMessageSchema, { type: 'ticket', page: { ...fullPage, ticket } }), false);
    const odd = { ...fullPage.ticket, created: 'yesterday' };
    assert.equal(v.is(hostMessageSchema, { type: 'ticket', page: { ...fullPage, ticket: odd } }), false);
  });
});

describe('what the page of a ticket asks of the editor', () => {
  it('is one of the messages that are agreed', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'act', action: { type: 'pickUp' } },
      { type: 'act', action: { type: 'move', transition: 'resolve' } },
      { type: 'note', id: '1', body: 'x', audience: 'internal' },
      { type: 'openPlace', path: 'src/a.ts', line: 3 },
    ]) {
      assert.deepEqual(v.parse(pageMessageSchema, message), message);
    }
  });

  it('is nothing else', () => {
    for (const message of [
      { type: 'act', action: { type: 'deleteEverything' } },
      { type: 'act', action: { type: 'move' } },
      { type: 'note', id: '1', body: 'x' },
      { type: 'note', id: '1', body: 'x', audience: 'everybody' },
      { type: 'openPlace', path: 'src/a.ts', line: -1 },
      { type: 'openPlace', path: 'src/a.ts', line: 1.5 },
      { type: 'command', id: 'workbench.action.quit' },
      null,
      'ready',
    ]) {
      assert.equal(v.is(pageMessageSchema, message), false, JSON.stringify(message));
    }
  });
});

describe('a problem on its way to the page', () => {
  it('keeps reason, message and next step, and leaves the detail behind', () => {
    const error = new DeskError('taken', 'It is Ada’s.', { next: 'Ask her.', detail: 'token', cause: new Error('x') });
    const problem = v.parse(problemSchema, JSON.parse(JSON.stringify(problemOf(error))));
    assert.deepEqual(problem, { reason: 'taken', message: 'It is Ada’s.', next: 'Ask her.' });
    const again = errorOf(problem);
    assert.deepEqual([again.reason, again.message, again.next], ['taken', 'It is Ada’s.', 'Ask her.']);
  });

  it('keeps its message where the reason is not known', () => {
    const problem = v.parse(problemSchema, { reason: 'moonPhase', message: 'No.' });
    assert.deepEqual(problem, { reason: 'unavailable', message: 'No.' });
  });

  it('is the message of an error of any other kind', () => {
    assert.equal(problemOf(new Error('broken')).message, 'broken');
  });
});
