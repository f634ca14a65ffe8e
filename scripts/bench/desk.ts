import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DeskLog, deskRef } from '../../src/backends/gitDesk/api.ts';
import { writeEvent } from '../../src/backends/gitDesk/event.ts';
import { newEventSuffix, newTicketId } from '../../src/backends/gitDesk/ids.ts';
import type { EventData } from '../../src/backends/gitDesk/schema.ts';
import type { BlobContent, Log } from '../../src/domain/ports.ts';
import { openObjectStore } from '../../src/repo/objectStore.ts';
import { temporaryRepository } from '../../test/fakes/temporaryRepository.ts';
import { median, relativeRow, row, type Bench } from './row.ts';

const ticketCount = 10_000;
const eventsEach = 5;
const shell = promisify(execFile);

/** The git desk with 50,000 events, beside the same bytes read by git alone. */
export const benchDesk: Bench = async (say) => {
  say(`Making a git desk of ${ticketCount} tickets with ${ticketCount * eventsEach} events…`);
  const repository = await temporaryRepository();
  const store = openObjectStore(repository.path);
  const ids = Array.from({ length: ticketCount }, newTicketId);
  await store.append(deskRef, undefined, ids.flatMap(eventsOf), 'A large desk');
  say('Reading it…');
  const services = { store, clock: () => new Date(), log: silent };
  const git = (command: string) => (): Promise<unknown> => shell('sh', ['-c', command], { cwd: repository.path });
  const pipe = "git ls-tree -r --format='%(objectname)' refs/footbridge/desk | git cat-file --batch | wc -c";
  const all = { figure: await median(5, git(pipe)), of: 'git ls-tree -r | git cat-file --batch' };
  const none = { figure: await median(9, git('git rev-parse refs/footbridge/desk')), of: 'git rev-parse' };
  const cold = await median(5, () => new DeskLog(services).refresh());
  const desk = new DeskLog(services);
  await desk.refresh();
  const unchanged = await median(9, () => desk.refresh());
  const { append, news } = await writeAndFollow(new DeskLog(services), desk, ids);
  await repository.remove();
  return [
    relativeRow('git desk, cold', cold, 1.5, all),
    row('git desk, nothing changed', unchanged, '≤ 20 ms', none),
    row('git desk, one new event', news, '≤ 50 ms', none),
    row('git desk, append', append, '≤ 50 ms', none),
  ];
};

/** One writes, the other reads what is new. */
async function writeAndFollow(
  writer: DeskLog,
  reader: DeskLog,
  ids: readonly string[],
): Promise<{ append: number; news: number }> {
  await writer.refresh();
  const appends: number[] = [];
  const news: number[] = [];
  for (const id of ids.slice(0, 9)) {
    const write = (): Promise<unknown> =>
      writer.write(id, (stamp) => ({ type: 'noted', ...stamp, audience: 'internal', body: 'Still there.' }));
    appends.push(await median(1, write));
    news.push(await median(1, () => reader.refresh()));
  }
  return { append: middle(appends), news: middle(news) };
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

const by = { name: 'Ana Lima', email: 'ana@example.org' };

function eventsOf(id: string, index: number): BlobContent[] {
  const at = new Date(Date.parse('2026-11-01T00:00:00.000Z') + index * 60_000).toISOString();
  const created: EventData = {
    type: 'created',
    at,
    by,
    kind: 'incident',
    title: `Ticket ${index}`,
    body: 'It began at eight.',
  };
  const noted: EventData = {
    type: 'noted',
    at,
    by,
    audience: 'internal',
    body: 'Looked at the logs: the pool is empty.',
  };
  return Array.from({ length: eventsEach }, (_, number) => {
    const name = `${String(number + 1).padStart(6, '0')}-c7388046-${newEventSuffix()}`;
    return writeEvent(id, name, number === 0 ? created : noted);
  });
}

function ignore(): void {
  // The bench prints figures.
}
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
