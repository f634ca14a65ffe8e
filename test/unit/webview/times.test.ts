import assert from 'node:assert/strict';
import type { Due } from '../../../src/domain/ticket.ts';
import { dueName, dueState, exactTime, relativeTime } from '../../../webview/times.ts';

const now = new Date('2026-11-24T12:00:00.000Z');

const due = (over: Partial<Due> = {}): Due => ({
  at: '2026-11-24T12:42:00.000Z',
  name: 'resolve',
  breached: false,
  paused: false,
  ...over,
});

describe('a moment on the page of a ticket', () => {
  const moments: readonly [string, string][] = [
    ['2026-11-24T11:59:40.000Z', 'now'],
    ['2026-11-24T11:58:00.000Z', '2 minutes ago'],
    ['2026-11-24T09:01:00.000Z', '2 hours ago'],
    ['2026-11-23T11:00:00.000Z', 'yesterday'],
    ['2026-09-01T00:00:00.000Z', '2 months ago'],
    ['2024-01-01T00:00:00.000Z', '2 years ago'],
    ['2026-11-24T12:05:00.000Z', 'in 5 minutes'],
  ];
  for (const [at, words] of moments) {
    it(`is told as ${words}`, () => assert.equal(relativeTime(at, now, 'en'), words));
  }

  it('is told in the language of the editor', () => {
    assert.equal(relativeTime('2026-11-24T10:00:00.000Z', now, 'de'), 'vor 2 Stunden');
  });

  it('is exact for those who ask', () => {
    assert.match(exactTime('2026-11-24T11:59:40.000Z', 'en'), /November 2\d, 2026.*\d\d:40/);
  });
});

describe('a service level on the page of a ticket', () => {
  const open = { now, open: true };

  it('counts down, and presses within the last hour', () => {
    assert.deepEqual(dueState(due(), open), { type: 'soon', words: '42m left' });
    assert.deepEqual(dueState(due({ at: '2026-11-24T15:42:00.000Z' }), open), { type: 'running', words: '3h left' });
  });

  it('is breached once its time is over, also where nobody has told the page', () => {
    const late = due({ at: '2026-11-24T11:30:00.000Z' });
    assert.deepEqual(dueState(late, open), { type: 'breached', words: 'breached, 30m overdue' });
    const justNow = due({ at: '2026-11-24T11:59:50.000Z' });
    assert.deepEqual(dueState(justNow, open), { type: 'breached', words: 'breached' });
  });

  it('is breached where the backend says so, which may count other hours', () => {
    assert.deepEqual(dueState(due({ breached: true }), open), { type: 'breached', words: 'breached' });
  });

  it('stands still while it is paused', () => {
    assert.deepEqual(dueState(due({ paused: true }), open), { type: 'paused', words: 'paused' });
    assert.equal(dueState(due({ paused: true, breached: true }), open).words, 'breached, now paused');
  });

  it('has ended with the ticket', () => {
    assert.deepEqual(dueState(due(), { now, open: false }), { type: 'ended', words: 'ended' });
    assert.equal(dueState(due({ breached: true }), { now, open: false }).words, 'was breached');
  });

  it('has a word for those of the link file, and keeps the backend’s own', () => {
    assert.deepEqual(
      [dueName(due()), dueName(due({ name: 'Customer deadline' }))],
      ['Resolution', 'Customer deadline'],
    );
  });
});
