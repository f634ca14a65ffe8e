import assert from 'node:assert/strict';
import type { ConnectionTickets } from '../../../src/app/ticketStore.ts';
import type { Source } from '../../../src/app/sources.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import type { Grouping } from '../../../src/domain/query.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { describeNode } from '../../../src/vscode/tree/describeNode.ts';
import type { TicketNode } from '../../../src/vscode/tree/ticketNode.ts';
import { groupNodes, rootNodes, rowsAtOnce } from '../../../src/vscode/tree/ticketRows.ts';
import { matchesGolden } from '../../fakes/golden.ts';
import { aTicket, ana, ben } from '../../fakes/tickets.ts';

const now = new Date('2026-11-24T10:00:00.000Z');

describe('The rows of the Tickets view', () => {
  it('put mine first, then what is urgent, then what anybody may take', () => {
    matchesGolden('tickets-by-work', textOf(known(week()), 'work'));
  });

  it('can stand by priority, and what has none stands last', () => {
    matchesGolden('tickets-by-priority', textOf(known(week()), 'priority'));
  });

  it('say what is wrong with a connection, and keep what was known of it', () => {
    const problem = new DeskError('offline', 'rt.example.org was not reached.', { next: 'Try again later.' });
    const rows = rootNodes(
      { sources: [source('git')], connections: [{ ...known([aTicket()]), problem }] },
      byWork,
      now,
    );
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['problem', 'group'],
    );
  });

  it('ask to sign in where nobody has, and name the host', () => {
    const problem = new DeskError('notSignedIn', 'No.');
    const [row] = rootNodes(
      {
        sources: [source('helpdesk', 'https://rt.example.org/rt')],
        connections: [{ ...known([], 'helpdesk'), problem }],
      },
      byWork,
      now,
    );
    assert.equal(row === undefined ? '' : describeNode(row, now).label, 'Sign in to https://rt.example.org');
  });

  it('say how many of how many are shown, in a group and of a connection', () => {
    const tickets = Array.from({ length: 340 }, (_, index) => aTicket({ id: String(index) }));
    const rows = groupNodes('work:unassigned', tickets, { shown: rowsAtOnce });
    assert.equal(rows.length, rowsAtOnce + 1);
    assert.equal(labelOf(rows.at(-1)), 'Showing 100 of 340');
    const root = rootNodes(
      { sources: [source('git')], connections: [{ ...known(tickets), more: true, total: 9000 }] },
      byWork,
      now,
    );
    assert.equal(labelOf(root.at(-1)), 'Showing 340 of 9000');
  });

  it('keep only what the filter names, in any case and order', () => {
    const tickets = [aTicket({ id: '1', title: 'Refund fails' }), aTicket({ id: '2', title: 'Login fails' })];
    const [group] = rootNodes(
      { sources: [source('git')], connections: [known(tickets)] },
      { grouping: 'work', filter: 'FAILS refund' },
      now,
    );
    assert.deepEqual(group?.type === 'group' && group.tickets.map(({ key }) => key), ['INC-1']);
  });

  it('show a hostile title as text in one line', () => {
    const title = '\u202Eevil\u0007\n<img src=x onerror=alert(1)> $(trash)';
    const { label, spoken } = describeNode({ type: 'ticket', ticket: aTicket({ title }), current: false }, now);
    assert.equal(label, 'INC-1 evil <img src=x onerror=alert(1)> $(trash)');
    assert.ok(!/[\p{Cc}\u202E]/u.test(spoken));
  });

  it('have ids that do not change when the ticket does', () => {
    const before = describeNode({ type: 'ticket', ticket: aTicket(), current: false }, now).id;
    const after = describeNode(
      { type: 'ticket', ticket: aTicket({ title: 'Other', phase: 'waiting' }), current: true },
      now,
    ).id;
    assert.equal(before, after);
  });
});

const byWork = { grouping: 'work', filter: '' } as const;

function week(): Ticket[] {
  return [
    aTicket({ id: '1', priority: 2, phase: 'in_progress', state: 'In progress', assignees: [ana] }),
    aTicket({
      id: '2',
      priority: 1,
      title: 'Payments are down',
      assignees: [ben],
      due: dueAt('2026-11-24T10:42:00.000Z'),
    }),
    aTicket({ id: '3', priority: 3, title: 'Search finds nothing', due: dueAt('2026-11-25T10:00:00.000Z') }),
    aTicket({
      id: '4',
      priority: 3,
      title: 'Images are broken',
      assignees: [ben],
      due: dueAt('2026-11-24T09:30:00.000Z'),
    }),
    aTicket({ id: '5', kind: 'request', key: 'REQ-5', title: 'Access to the reports', assignees: [ben] }),
    aTicket({ id: '6', kind: 'task', key: 'TSK-6', priority: 4, title: 'Renew the certificate' }),
    aTicket({ id: '7', kind: 'change', key: 'CHG-7', priority: 5, title: 'Move to the new queue', assignees: [ben] }),
    aTicket({ id: '8', kind: 'alert', key: 'ALR-8', title: 'Disk is filling' }),
    aTicket({ id: '9', kind: 'incident', major: true, priority: 1, title: 'Shop is down', assignees: [ana, ben] }),
  ];
}

function dueAt(at: string): Ticket['due'] {
  return [{ at, name: 'resolve', breached: at < now.toISOString(), paused: false }];
}

function known(tickets: readonly Ticket[], connection = 'git'): ConnectionTickets {
  return { connection, tickets, total: tickets.length, more: false, loading: false };
}

function source(alias: string, url?: string): Source {
  return {
    connection: { alias, kind: 'git', ...(url === undefined ? {} : { url }) },
    product: 'Git desk',
    keyPattern: /(?!)/,
    linked: true,
    scopes: [],
    proposed: false,
    backend: () => Promise.reject(new Error('not asked')),
  };
}

function labelOf(node: TicketNode | undefined): string | undefined {
  return node === undefined ? undefined : describeNode(node, now).label;
}

function textOf(connection: ConnectionTickets, grouping: Grouping): string {
  const roots = rootNodes({ sources: [source('git')], connections: [connection] }, { grouping, filter: '' }, now);
  return roots
    .flatMap((node) => [
      line(node, ''),
      ...(node.type === 'group'
        ? groupNodes(node.id, node.tickets, { shown: rowsAtOnce }).map((row) => line(row, '  '))
        : []),
    ])
    .join('\n');
}

function line(node: TicketNode, indent: string): string {
  const { label, description, icon = '-', color = '-', context } = describeNode(node, now);
  return `${indent}${label} | ${description} | ${icon} ${color} |${context}`;
}
