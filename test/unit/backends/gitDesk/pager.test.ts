import assert from 'node:assert/strict';
import { Pager } from '../../../../src/backends/gitDesk/pager.ts';

describe('Pages of the git desk', () => {
  it('show the list as it was when it began, whatever changes meanwhile', () => {
    const pager = new Pager(2);
    const first = pager.page(() => ['a', 'b', 'c', 'd', 'e'], undefined);
    assert.deepEqual([first.ids, first.total], [['a', 'b'], 5]);
    const now = ['e', 'x', 'a', 'b', 'c', 'd'];
    const second = pager.page(() => now, first.next);
    const third = pager.page(() => now, second.next);
    assert.deepEqual([...first.ids, ...second.ids, ...third.ids], ['a', 'b', 'c', 'd', 'e']);
    assert.equal(third.next, undefined);
    assert.deepEqual(pager.page(() => now, first.next).ids, second.ids, 'a page can be asked for again');
  });

  it('go on after the last ticket when the list is forgotten, as after a restart', () => {
    const { next } = new Pager(2).page(() => ['a', 'b', 'c', 'd'], undefined);
    const later = new Pager(2).page(() => ['x', 'a', 'b', 'c', 'd'], next);
    assert.deepEqual(later.ids, ['c', 'd']);
    const without = new Pager(2).page(() => ['x', 'c', 'd'], next);
    assert.deepEqual(without.ids, ['d']);
    const pager = new Pager(1);
    const cursors = Array.from({ length: 40 }, () => pager.page(() => ['a', 'b'], undefined).next);
    for (const cursor of cursors) assert.deepEqual(pager.page(() => ['a', 'b'], cursor).ids, ['b']);
  });

  it('end', () => {
    const pager = new Pager(2);
    assert.deepEqual(
      pager.page(() => [], undefined),
      { ids: [], total: 0 },
    );
    assert.deepEqual(
      pager.page(() => ['a', 'b'], undefined),
      { ids: ['a', 'b'], total: 2 },
    );
    assert.deepEqual(pager.page(() => ['a'], 'nonsense').ids, ['a']);
  });
});
