import assert from 'node:assert/strict';
import { filesOfCommits } from '../../../scripts/sample/filesOfCommits.ts';
import { readShop } from '../../../scripts/sample/shopRepository.ts';
import { commits } from '../../../scripts/sample/storyCommits.ts';
import { incidents } from '../../../scripts/sample/storyIncidents.ts';
import { problems } from '../../../scripts/sample/storyProblems.ts';
import { requests } from '../../../scripts/sample/storyRequests.ts';
import { tasks } from '../../../scripts/sample/storyTasks.ts';
import { momentOf, spanOf } from '../../../scripts/sample/storyTime.ts';
import { kinds } from '../../../src/domain/ticket.ts';

const tickets = [...incidents, ...requests, ...tasks, ...problems];
/** The times of a day at which the order of what happened could turn round: right after midnight, and during work. */
const nows = [new Date(2026, 10, 24, 0, 1), new Date(2026, 10, 24, 9, 30), new Date(2026, 2, 2, 18, 0)];

describe('the story of the sample repository', () => {
  it('has about forty tickets, of every kind', () => {
    assert.ok(tickets.length >= 38 && tickets.length <= 45, String(tickets.length));
    assert.deepEqual(new Set(tickets.map(({ kind }) => kind)), new Set(kinds));
    assert.equal(new Set(tickets.map(({ name }) => name)).size, tickets.length);
  });

  it('lets what happens to a ticket happen in its order, at whatever time of day it is told', () => {
    for (const now of nows) {
      for (const { name, at, happenings = [] } of tickets) {
        const moments = [at, ...happenings.map((happening) => happening.at)].map((time) =>
          momentOf(time, now).getTime(),
        );
        assert.deepEqual(
          moments,
          moments.toSorted((a, b) => a - b),
          name,
        );
        assert.ok(
          moments.every((moment) => moment < now.getTime()),
          name,
        );
      }
    }
  });

  it('speaks in its commits of tickets that are open by then', () => {
    for (const now of nows) {
      for (const { message, at } of commits) {
        for (const [, name] of message.matchAll(/\{([\w-]+)\}/g)) {
          const ticket = tickets.find((candidate) => candidate.name === name);
          assert.ok(ticket !== undefined, `${name} in: ${message}`);
          assert.ok(momentOf(ticket.at, now) < momentOf(at, now), `${name} in: ${message}`);
        }
      }
    }
  });

  it('ends with the files as they are, and changes something in every commit', async () => {
    const end = await readShop();
    const state = new Map<string, string>();
    for (const files of filesOfCommits(commits, end)) {
      const before = new Map(state);
      for (const [path, text] of files) state.set(path, text);
      assert.notDeepEqual(state, before);
    }
    assert.deepEqual(state, end);
  });
});

describe('files of commits', () => {
  const commit = { at: '1h', by: 'ada', message: 'x' } as const;

  it('takes edits back, the last one first', () => {
    const history = [
      commit,
      { ...commit, edits: [{ file: 'a', from: 'one', to: 'two' }] },
      { ...commit, adds: ['b'], edits: [{ file: 'a', from: 'two', to: 'three' }] },
    ];
    const written = filesOfCommits(
      history,
      new Map([
        ['a', 'three'],
        ['b', 'new'],
      ]),
    );
    assert.deepEqual(written, [
      new Map([['a', 'one']]),
      new Map([['a', 'two']]),
      new Map([
        ['b', 'new'],
        ['a', 'three'],
      ]),
    ]);
  });

  it('says which edit does not fit', () => {
    const history = [commit, { ...commit, edits: [{ file: 'a', from: 'one', to: 'two' }] }];
    assert.throws(() => filesOfCommits(history, new Map([['a', 'two two']])), /a has this 2 times: two/);
    assert.throws(() => filesOfCommits(history, new Map([['b', 'two']])), /writes a before it is there/);
  });
});

describe('times of the story', () => {
  const now = new Date(2026, 10, 24, 9, 30);

  it('are days before at a time of day, or a span before now', () => {
    assert.deepEqual(momentOf('-3 16:05', now), new Date(2026, 10, 21, 16, 5));
    assert.deepEqual(momentOf('2h10m', now), new Date(2026, 10, 24, 7, 20));
    assert.equal(spanOf('1d20h'), 44 * 60 * 60 * 1000);
  });

  it('must be times', () => {
    assert.throws(() => momentOf('yesterday', now), /yesterday/);
    assert.throws(() => spanOf(''), /none/);
  });
});
