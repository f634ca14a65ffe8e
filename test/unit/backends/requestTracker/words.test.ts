import assert from 'node:assert/strict';
import { phaseOf } from '../../../../src/backends/requestTracker/phase.ts';
import { priorityNumber, readPriority } from '../../../../src/backends/requestTracker/priority.ts';
import { subjectOf } from '../../../../src/backends/requestTracker/subject.ts';
import { ticketKind } from '../../../../src/backends/requestTracker/ticketKind.ts';
import { isOpen, type Level } from '../../../../src/domain/ticket.ts';

describe('The phase of a status', () => {
  for (const [status, isActive, phase] of [
    ['new', true, 'new'],
    ['open', true, 'in_progress'],
    ['stalled', true, 'waiting'],
    ['resolved', false, 'resolved'],
    ['rejected', false, 'cancelled'],
    ['deleted', false, 'cancelled'],
    ['Waiting for customer', true, 'waiting'],
    ['on hold', undefined, 'waiting'],
    ['triaged', true, 'acknowledged'],
    ['investigating', true, 'in_progress'],
    ['unresolved', true, 'in_progress'],
    ['Fixed', false, 'resolved'],
    ['archived', undefined, 'closed'],
    ["won't fix", false, 'cancelled'],
    ['untouched', true, 'new'],
    // The lifecycle has the last word on whether it is open.
    ['resolved', true, 'waiting'],
    ['open', false, 'closed'],
    ['investigating', false, 'closed'],
    ['cancelled', true, 'in_progress'],
    ['erledigt', false, 'closed'],
    ['erledigt', undefined, 'in_progress'],
  ] as const) {
    it(`of "${status}"${isActive === undefined ? '' : isActive ? ', open,' : ', closed,'} is ${phase}`, () => {
      assert.equal(phaseOf(status, isActive), phase);
      if (isActive !== undefined) assert.equal(isOpen({ phase }), isActive);
    });
  }
});

describe('The priority of a ticket', () => {
  for (const [value, priority] of [
    ['100', 1],
    ['80', 1],
    ['79', 2],
    ['50', 3],
    ['20', 4],
    ['1', 5],
    ['0', undefined],
    ['', undefined],
    ['High', 2],
    ['urgent', 1],
    ['Medium', 3],
    ['Low', 4],
    ['P5', 5],
    ['Whenever', undefined],
  ] as const) {
    it(`"${value}" is ${priority ?? 'none'}, and its label is kept`, () => {
      assert.equal(readPriority(value).priority, priority);
      assert.equal(readPriority(value).priorityLabel, value === '' || value === '0' ? undefined : value);
    });
  }

  it('comes back as it was sent, for every impact and urgency', () => {
    const levels: readonly Level[] = [1, 2, 3];
    for (const impact of levels) {
      for (const urgency of levels) {
        assert.equal(readPriority(priorityNumber(impact, urgency) ?? '').priority, impact + urgency - 1);
      }
    }
    assert.equal(priorityNumber(undefined, undefined), undefined);
    assert.equal(readPriority(priorityNumber(1, undefined) ?? '').priority, 2);
  });
});

describe('The kind of a ticket', () => {
  for (const [queue, kind] of [
    ['Incidents', 'incident'],
    ['IT_incident', 'incident'],
    ['itIncidents', 'incident'],
    ['Change Requests', 'change'],
    ['Service requests', 'request'],
    ['Problem Management', 'problem'],
    ['Maintenance', 'task'],
    ['Monitoring alerts', 'alert'],
    ['General', 'request'],
    ['Exchange', 'request'],
    ['', 'request'],
  ] as const) {
    it(`in the queue "${queue}" is ${kind}`, () => {
      assert.equal(ticketKind(queue, []), kind);
    });
  }

  it('is what a field Type or Kind says before the queue has a say', () => {
    assert.equal(ticketKind('Incidents', [field('type', 'Change')]), 'change');
    assert.equal(ticketKind('Incidents', [field('Kind', 'Service request')]), 'request');
    assert.equal(ticketKind('Incidents', [field('Type', 'Blue')]), 'incident');
    assert.equal(ticketKind('General', [field('Severity', 'incident')]), 'request');
  });
});

describe('The subject of a new ticket', () => {
  it('is one line', () => {
    assert.equal(subjectOf('two\nlines\r\nof title '), 'two lines of title');
  });

  it('is cut at a whole character within 200 bytes, with a mark', () => {
    assert.equal(subjectOf('x'.repeat(200)), 'x'.repeat(200));
    assert.equal(subjectOf('x'.repeat(201)), `${'x'.repeat(197)}…`);
    const cut = subjectOf('🔥'.repeat(100));
    assert.equal(cut, `${'🔥'.repeat(49)}…`);
    assert.ok(Buffer.byteLength(cut) <= 200);
  });
});

function field(name: string, value: string): { id: string; name: string; values: string[] } {
  return { id: '2', name, values: [value] };
}
