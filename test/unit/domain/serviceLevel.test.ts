import assert from 'node:assert/strict';
import { parseDuration } from '../../../src/domain/duration.ts';
import type { Service } from '../../../src/domain/service.ts';
import { timeLeft, withServiceLevels } from '../../../src/domain/serviceLevel.ts';
import type { Due, Ticket } from '../../../src/domain/ticket.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const checkout: Service = {
  name: 'checkout',
  paths: [],
  tickets: [],
  serviceLevels: { P1: { respond: 15 * minute, resolve: 4 * hour }, P2: { resolve: day } },
  standUp: [],
  source: '.footbridge.yml',
};
const payments: Service = { ...checkout, name: 'payments', serviceLevels: { P1: { resolve: hour } } };

const incident: Ticket = {
  ref: { connection: 'git', id: '7' },
  key: 'INC-7K3F9Q',
  kind: 'incident',
  title: 'Login fails',
  phase: 'new',
  state: 'new',
  priority: 1,
  assignees: [],
  services: ['checkout'],
  created: '2026-11-24T10:00:00.000Z',
  due: [],
  version: '1',
};
const now = new Date('2026-11-24T10:20:00.000Z');

function names(phase: Ticket['phase']): string[] {
  return withServiceLevels({ ...incident, phase }, [checkout], now).due.map((due) => due.name);
}

describe('service levels of the link file', () => {
  it('owe a new ticket a response and a resolution, and say what is breached by now', () => {
    assert.deepEqual(withServiceLevels(incident, [checkout], now).due, [
      { at: '2026-11-24T10:15:00.000Z', name: 'respond', breached: true, paused: false },
      { at: '2026-11-24T14:00:00.000Z', name: 'resolve', breached: false, paused: false },
    ]);
  });

  it('owe no response once somebody has answered, and nothing once it is resolved', () => {
    assert.deepEqual(names('acknowledged'), ['resolve']);
    assert.deepEqual(names('waiting'), ['resolve']);
    assert.deepEqual(names('resolved'), []);
    assert.deepEqual(names('cancelled'), []);
  });

  it('are those of the ticket’s own priority', () => {
    const due = (priority: Ticket['priority']) =>
      withServiceLevels({ ...incident, priority: priority ?? 5 }, [checkout], now).due.map(({ at }) => at);
    assert.deepEqual(due(2), ['2026-11-25T10:00:00.000Z']);
    assert.deepEqual(due(3), []);
    const { priority: _, ...unrated } = incident;
    assert.deepEqual(withServiceLevels(unrated, [checkout], now).due, []);
  });

  it('count by the strictest of several services', () => {
    const ticket = { ...incident, services: ['checkout', 'payments'] };
    assert.deepEqual(
      withServiceLevels(ticket, [checkout, payments], now).due.map(({ at }) => at),
      ['2026-11-24T10:15:00.000Z', '2026-11-24T11:00:00.000Z'],
    );
    assert.deepEqual(withServiceLevels({ ...incident, services: ['other'] }, [checkout], now).due, []);
  });

  it('leave a ticket alone that has targets of its backend, and one without a usable date', () => {
    const own: Due = { at: '2026-11-24T12:00:00.000Z', name: 'Time to resolution', breached: false, paused: true };
    const ticket = { ...incident, due: [own] };
    assert.equal(withServiceLevels(ticket, [checkout], now), ticket);
    assert.deepEqual(withServiceLevels({ ...incident, created: 'yesterday' }, [checkout], now).due, []);
  });
});

function left(milliseconds: number, paused = false): string {
  const at = new Date(now.getTime() + milliseconds).toISOString();
  return timeLeft({ at, name: 'resolve', breached: false, paused }, now);
}

describe('the time that is left', () => {
  it('is told in one unit, rounded down', () => {
    assert.equal(left(42 * minute + 59_000), '42m left');
    assert.equal(left(3 * hour + 59 * minute), '3h left');
    assert.equal(left(2 * day + 23 * hour), '2d left');
    assert.equal(left(hour), '1h left');
    assert.equal(left(day), '1d left');
  });

  it('is overdue afterwards, and neither within the minute', () => {
    assert.equal(left(-5 * minute), '5m overdue');
    assert.equal(left(-26 * hour), '1d overdue');
    assert.equal(left(-7 * hour), '7h overdue');
    assert.equal(left(59_000), 'due now');
    assert.equal(left(-59_000), 'due now');
  });

  it('stands still while the clock is paused', () => {
    assert.equal(left(42 * minute, true), 'paused');
  });
});

describe('a duration', () => {
  it('is minutes, hours, days or weeks', () => {
    assert.deepEqual(['15m', '4h', '1d', '2w'].map(parseDuration), [15 * minute, 4 * hour, day, 14 * day]);
  });

  it('is nothing else', () => {
    for (const text of ['', '0m', '15', 'm', '1.5h', '-1h', '15 m', '1d4h', '1y', '99999w', '01h', '15M', '15m\n'])
      assert.equal(parseDuration(text), undefined, JSON.stringify(text));
  });
});
