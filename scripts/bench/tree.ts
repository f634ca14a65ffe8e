import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCachedTickets, writeCachedTickets, type CacheFormat } from '../../src/app/cachedTickets.ts';
import type { ConnectionTickets } from '../../src/app/ticketStore.ts';
import type { Person, Ticket } from '../../src/domain/ticket.ts';
import { describeNode } from '../../src/vscode/tree/describeNode.ts';
import { groupNodes, rootNodes, rowsAtOnce } from '../../src/vscode/tree/ticketRows.ts';
import { median, row, type Bench } from './row.ts';

const count = 10_000;
const format: CacheFormat = { version: '1', digest: (text) => createHash('sha256').update(text).digest('hex') };
const now = new Date('2026-11-24T10:00:00.000Z');

/** What stands between opening a window and seeing 10,000 tickets that were known before. */
export const benchTree: Bench = async (say) => {
  say(`Painting ${count} tickets…`);
  const folder = await mkdtemp(path.join(tmpdir(), 'footbridge-bench-'));
  const file = path.join(folder, 'tickets.json');
  const known: ConnectionTickets = { connection: 'git', tickets: tickets(), more: false, loading: false };
  await writeFile(file, writeCachedTickets([known], format));
  const read = await median(15, () => readFile(file, 'utf8'));
  const parse = await median(
    15,
    async () => JSON.parse((await readFile(file, 'utf8')).split('\n')[1] ?? '') as unknown,
  );
  const paint = await median(15, async () => paintRows(readCachedTickets(await readFile(file, 'utf8'), format) ?? []));
  const group = await median(15, () =>
    rootNodes({ sources: [], connections: [known] }, { grouping: 'work', filter: 'slow' }, now),
  );
  const sort = await median(15, () => known.tickets.toSorted((a, b) => a.title.localeCompare(b.title)));
  await rm(folder, { recursive: true });
  return [
    row('first paint from the cache', paint, '≤ 100 ms', {
      figure: parse,
      of: `reading the cache (${read} ms) and JSON.parse`,
    }),
    row('group, filter, sort', group, '≤ 50 ms', { figure: sort, of: 'sorting by title alone' }),
  ];
};

/** What the view does: the groups, and of each the first rows. */
function paintRows(connections: readonly ConnectionTickets[]): number {
  const roots = rootNodes({ sources: [], connections }, { grouping: 'work', filter: '' }, now);
  const rows = roots.flatMap((node) =>
    node.type === 'group' ? groupNodes(node.id, node.tickets, { shown: rowsAtOnce }) : [],
  );
  return [...roots, ...rows].map((node) => describeNode(node, now)).length;
}

function tickets(): Ticket[] {
  const people: readonly Person[] = [
    { id: 'ana@example.org', name: 'Ana Lima', isMe: true },
    { id: 'ben@example.org', name: 'Ben Okafor', isMe: false },
  ];
  return Array.from({ length: count }, (_, index): Ticket => {
    const person = people[index % 5];
    const changed = new Date(now.getTime() - index * 60_000).toISOString();
    return {
      ref: { connection: 'git', id: String(index) },
      key: `INC-${index}`,
      kind: index % 3 === 0 ? 'request' : 'incident',
      title: `Checkout is slow for customers in region ${index % 40}`,
      phase: 'new',
      state: 'New',
      priority: index % 2 === 0 ? 2 : 4,
      priorityLabel: 'P2 High',
      assignees: person === undefined ? [] : [person],
      services: ['checkout'],
      created: changed,
      updated: changed,
      due: index % 4 === 0 ? [{ at: changed, name: 'resolve', breached: true, paused: false }] : [],
      version: '1',
    };
  });
}
