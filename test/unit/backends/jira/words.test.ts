import assert from 'node:assert/strict';
import { phaseOf } from '../../../../src/backends/jira/phase.ts';
import { spreadPriorities } from '../../../../src/backends/jira/priority.ts';
import { ticketKind } from '../../../../src/backends/jira/ticketKind.ts';
import { summaryOf } from '../../../../src/backends/jira/details.ts';
import type { Kind, Phase } from '../../../../src/domain/ticket.ts';

const status = (name: string, key: string): Parameters<typeof phaseOf>[0] => ({
  id: '1',
  name,
  statusCategory: { key },
});

const numbers = (count: number): (number | undefined)[] => {
  const ids = Array.from({ length: count }, (_, index) => `p${index}`);
  const spread = spreadPriorities(ids);
  return ids.map((id) => spread.get(id));
};

describe("Jira's words", () => {
  const phases: readonly (readonly [name: string, category: string, phase: Phase, resolution?: string])[] = [
    ['To Do', 'new', 'new'],
    ['Zu erledigen', 'new', 'new'],
    ['Triaged', 'new', 'acknowledged'],
    ['In Progress', 'indeterminate', 'in_progress'],
    ['En cours', 'indeterminate', 'in_progress'],
    ['Waiting for support', 'indeterminate', 'in_progress'],
    ['Waiting for customer', 'indeterminate', 'waiting'],
    ['Pending', 'indeterminate', 'waiting'],
    ['Warten auf Kunden', 'indeterminate', 'waiting'],
    ['En attente du client', 'indeterminate', 'waiting'],
    ['Done', 'done', 'closed'],
    ['Fertig', 'done', 'closed'],
    ['Resolved', 'done', 'resolved'],
    ['Gelöst', 'done', 'resolved'],
    ['Canceled', 'done', 'cancelled'],
    ['Abgelehnt', 'done', 'cancelled'],
    ['Done', 'done', 'cancelled', "Won't Do"],
    ['Closed', 'done', 'closed', 'Fixed'],
    ['Anything', 'undefined', 'in_progress'],
  ];
  for (const [name, category, phase, resolution] of phases) {
    it(`takes ${name} (${category}${resolution === undefined ? '' : `, ${resolution}`}) for ${phase}`, () => {
      assert.equal(phaseOf(status(name, category), resolution), phase);
    });
  }

  const kinds: readonly (readonly [type: string, kind: Kind])[] = [
    ['[System] Incident', 'incident'],
    ['[System] Service request', 'request'],
    ['[System] Service request with approvals', 'request'],
    ['[System] Change', 'change'],
    ['[System] Problem', 'problem'],
    ['[System] Post-incident review', 'task'],
    ['Task', 'task'],
    ['Bug', 'task'],
    ['Störung', 'incident'],
    ['Serviceanfrage', 'request'],
    ['Änderung', 'change'],
    ['Demande de service', 'request'],
    ['Problème', 'problem'],
  ];
  for (const [type, kind] of kinds) it(`takes ${type} for ${kind}`, () => assert.equal(ticketKind(type), kind));

  it("spreads a site's priorities over 1 to 5 in their order", () => {
    assert.deepEqual(numbers(5), [1, 2, 3, 4, 5]);
    assert.deepEqual(numbers(3), [1, 3, 5]);
    assert.deepEqual(numbers(4), [1, 2, 4, 5]);
    assert.deepEqual(numbers(1), [3]);
    assert.deepEqual(numbers(8), [1, 2, 2, 3, 3, 4, 4, 5]);
  });

  it('makes a title one line of at most 255 characters', () => {
    assert.equal(summaryOf(' a\r\n b\t c '), 'a b c');
    assert.equal(summaryOf('x'.repeat(255)).length, 255);
    assert.equal(summaryOf('🔥'.repeat(200)), `${'🔥'.repeat(127)}…`);
    assert.notEqual(summaryOf(' '), '');
  });
});
