import assert from 'node:assert/strict';
import { accountOf } from '../../../../src/backends/redmine/account.ts';
import { redmineKind } from '../../../../src/backends/redmine/kind.ts';
import { phaseOf } from '../../../../src/backends/redmine/phase.ts';
import { priorityId, readPriority } from '../../../../src/backends/redmine/priority.ts';
import { formattingOf } from '../../../../src/backends/redmine/texts.ts';
import { ticketKind } from '../../../../src/backends/redmine/ticketKind.ts';
import { rejectsWith } from '../../../contract/harness.ts';
import { openFakeRedmine } from '../../../fakes/openRedmine.ts';
import { startFakeRedmine } from '../../../fakes/servers/redmine.ts';

describe('Words of Redmine', () => {
  it('are phases in the languages that it seeds its statuses in', () => {
    const open: Readonly<Record<string, string>> = {
      'In Progress': 'in_progress',
      'In Bearbeitung': 'in_progress',
      'En cours': 'in_progress',
      'В работе': 'in_progress',
      進行中: 'in_progress',
      Feedback: 'waiting',
      Commentaire: 'waiting',
      Comentarios: 'waiting',
      フィードバック: 'waiting',
      反馈: 'waiting',
      'Waiting for customer': 'waiting',
      Acknowledged: 'acknowledged',
      Resolved: 'resolved',
      Gelöst: 'resolved',
      Résolu: 'resolved',
      Решена: 'resolved',
      已解决: 'resolved',
      Neu: 'new',
      Nouveau: 'new',
      Nueva: 'new',
      新建: 'new',
      'Something of our own': 'in_progress',
    };
    for (const [name, phase] of Object.entries(open)) {
      assert.equal(phaseOf({ id: '9', name, is_closed: false }, false), phase, name);
    }
    const closed: Readonly<Record<string, string>> = {
      Closed: 'closed',
      Erledigt: 'closed',
      Fermé: 'closed',
      終了: 'closed',
      Rejected: 'cancelled',
      Abgewiesen: 'cancelled',
      Rejeté: 'cancelled',
      Rechazada: 'cancelled',
      却下: 'cancelled',
      Resolved: 'resolved',
    };
    for (const [name, phase] of Object.entries(closed)) {
      assert.equal(phaseOf({ id: '9', name, is_closed: true }, false), phase, name);
    }
  });

  it('are new where new issues get them, whatever they are called', () => {
    assert.equal(phaseOf({ id: '1', name: 'Eingegangen', is_closed: false }, true), 'new');
  });

  it('are kinds in several languages, else tasks', () => {
    const kinds: Readonly<Record<string, string>> = {
      Incident: 'incident',
      Störung: 'incident',
      Bug: 'incident',
      Anomalie: 'incident',
      Defect: 'incident',
      バグ: 'incident',
      Support: 'request',
      Unterstützung: 'request',
      Assistance: 'request',
      'Service request': 'request',
      'Change request': 'change',
      Änderung: 'change',
      Problem: 'problem',
      Problème: 'problem',
      Alert: 'alert',
      Maintenance: 'task',
      Aufgabe: 'task',
    };
    for (const [name, kind] of Object.entries(kinds)) assert.equal(ticketKind(name), kind, name);
  });

  it('put priorities in their order, the highest first, however many there are', () => {
    const read = (count: number): (number | undefined)[] => all(count).map(({ id }) => readPriority(id, all(count)));
    assert.deepEqual(read(5), [5, 4, 3, 2, 1]);
    assert.deepEqual(read(3), [5, 3, 1]);
    assert.deepEqual(read(1), [3]);
    assert.equal(readPriority('99', all(5)), undefined);
    assert.equal(priorityId({ impact: 1, urgency: 1 }, all(5)), '5');
    assert.equal(priorityId({}, all(5)), undefined);
    assert.equal(priorityId({ impact: 1 }, []), undefined);
  });

  it('tell by what people have written which markup the instance reads', () => {
    assert.equal(formattingOf(['h2. Title', 'plain', '"x":https://example.org']), 'textile');
    assert.equal(formattingOf(['## Title', '```\ncode\n```', 'h1. once']), 'markdown');
    assert.equal(formattingOf(['ana@example.org and bob@example.org, 5 * 3']), 'markdown');
    assert.equal(formattingOf([]), 'markdown');
  });

  it('are shown as they are, with a due date until the end of its day', async () => {
    const server = await startFakeRedmine();
    try {
      server.site.statuses = [
        { id: 1, name: 'Neu', is_closed: false },
        { id: 2, name: 'In Bearbeitung', is_closed: false },
        { id: 5, name: 'Erledigt', is_closed: true },
      ];
      server.site.trackers = [{ id: 1, name: 'Störung' }];
      const { id } = server.store.create({
        subject: 'Kasse steht',
        status: 2,
        priority: 4,
        due: '2026-11-24',
        assignee: 6,
      });
      const ticket = await openFakeRedmine(server, { now: nextDay }).find(`#${id}`);
      assert.deepEqual(
        [ticket.kind, ticket.phase, ticket.state, ticket.priority, ticket.priorityLabel, ticket.group, ticket.key],
        ['incident', 'in_progress', 'In Bearbeitung', 2, 'Urgent', 'Operations', `#${id}`],
      );
      assert.deepEqual(ticket.due, [{ at: '2026-11-24T23:59:59Z', name: 'Due date', breached: true, paused: false }]);
      assert.deepEqual(ticket.assignees, [{ id: '6', name: 'Ben Ops', isMe: false }]);
      assert.equal(ticket.url, `${server.url}/issues/${id}`);
    } finally {
      await server.close();
    }
    assert.deepEqual(server.violations, []);
  });

  it('of keys are numbers, with a hash or without', () => {
    for (const key of ['#7', '123']) assert.match(key, redmineKind.keyPattern);
    for (const key of ['', '#', '#0', 'x#7', '7x', '#7\n#8', 'OPS-1']) assert.doesNotMatch(key, redmineKind.keyPattern);
  });

  it('of a sign-in go into one header only', async () => {
    assert.deepEqual(accountOf('tracker', { type: 'token', token: ' abc ' }).headers, { 'x-redmine-api-key': 'abc' });
    const basic = accountOf('tracker', { type: 'password', user: 'ana', password: 'ä' });
    assert.deepEqual(basic.headers, { authorization: `Basic ${Buffer.from('ana:ä').toString('base64')}` });
    await rejectsWith(accountWith('a\r\nb'), 'unauthorized');
    await rejectsWith((async () => accountOf('tracker', undefined))(), 'notSignedIn');
  });
});

function all(count: number): { id: string; name: string }[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index + 1), name: `p${index}` }));
}

function nextDay(): Date {
  return new Date('2026-11-25T00:00:00Z');
}

async function accountWith(token: string): Promise<unknown> {
  return accountOf('tracker', { type: 'token', token });
}
