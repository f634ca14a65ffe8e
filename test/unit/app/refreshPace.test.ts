import assert from 'node:assert/strict';
import { RefreshPace } from '../../../src/app/refreshPace.ts';

const minute = 60_000;

describe('The pace of refreshing', () => {
  it('is five minutes while things change', () => {
    const pace = paceOf(5);
    for (let now = 5 * minute; now < 60 * minute; now += 5 * minute) {
      pace.refreshed(now, { news: true, whole: false });
      assert.equal(pace.wait(now), 5 * minute);
    }
  });

  it('slows down to thirty minutes while nothing changes, and is quick again with the first news', () => {
    const pace = paceOf(5);
    const waits = [0, 1, 2, 3, 4].map(() => {
      pace.refreshed(0, { news: false, whole: false });
      return (pace.wait(0) ?? 0) / minute;
    });
    assert.deepEqual(waits, [10, 20, 30, 30, 30]);
    pace.refreshed(0, { news: true, whole: false });
    assert.equal(pace.wait(0), 5 * minute);
  });

  it('is seconds where a refresh is overdue, and other seconds in another window', () => {
    assert.equal(paceOf(5, 0).wait(60 * minute), 2_000);
    assert.equal(paceOf(5, 1).wait(60 * minute), 15_000);
  });

  it('is never where the user wants none', () => {
    assert.equal(paceOf(0).wait(60 * minute), undefined);
  });

  it('reads everything once an hour', () => {
    const pace = paceOf(5);
    assert.deepEqual([pace.isWhole(59 * minute), pace.isWhole(60 * minute)], [false, true]);
    pace.refreshed(60 * minute, { news: false, whole: true });
    assert.equal(pace.isWhole(119 * minute), false);
  });

  it('keeps to a setting that is slower than the slowest', () => {
    const pace = paceOf(120);
    pace.refreshed(0, { news: false, whole: false });
    assert.equal(pace.wait(0), 120 * minute);
  });
});

function paceOf(minutes: number, random = 0.5): RefreshPace {
  return new RefreshPace({ minutes: () => minutes, random: () => random }, 0);
}
