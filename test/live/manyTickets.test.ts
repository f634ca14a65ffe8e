import assert from 'node:assert/strict';
import { listAll, uniqueWord } from '../contract/harness.ts';
import { liveServer, openAs, putAsRoot } from './liveServer.ts';

const scopes = [{ service: 'many', select: { queue: 'Requests' } }];
const count = 10_000;

describe('Ten thousand tickets of a real Request Tracker', function () {
  this.timeout(300_000);
  const word = uniqueWord();

  before(async () => (await liveServer()).addTickets('Requests', count, word));

  it('are listed to the last one, each once, with the right total, also while they change', async () => {
    const { backend, log } = await openAs('ana', scopes);
    const began = Date.now();
    const first = await backend.list({});
    const titles: string[] = [];
    let page = first;
    let pages = 1;
    for (;;) {
      titles.push(...page.items.map(({ title }) => title).filter((title) => title.startsWith(word)));
      if (page.next === undefined) break;
      // Somebody works on them meanwhile: one that was read, and one that was not, come to the top; one is closed.
      if (pages === 20) await disturb(page.items.at(-1)?.ref.id);
      page = await backend.list({}, page.next);
      pages++;
      if (page.total !== undefined) assert.equal(page.total, first.total, 'the total is that of the first page');
    }
    const open = count - count / 10;
    assert.equal(new Set(titles).size, titles.length, 'none twice');
    assert.ok(titles.length >= open - 1 && titles.length <= open, `${titles.length} of ${open}`);
    assert.ok((first.total ?? 0) >= open);
    process.stdout.write(`      ${pages} pages in ${Date.now() - began} ms, ${log.lines.length} requests\n`);
  });

  it('are filtered to mine, and counted', async () => {
    const { backend } = await openAs('ana', scopes);
    const { items, totals } = await listAll(backend, { assignee: 'me' });
    const mine = items.filter(({ title }) => title.startsWith(word));
    const expected = Math.floor(count / 7) - Math.floor(count / 70);
    assert.ok(Math.abs(mine.length - expected) <= 1, `${mine.length} of ${expected}`);
    assert.deepEqual([...new Set(totals)], [items.length]);
  });

  it('are read with one request where nothing changed', async () => {
    const { backend, log } = await openAs('ana', scopes);
    await backend.whoAmI();
    const before = log.lines.length;
    const { items, next } = (await backend.changedSince?.(new Date(Date.now() + 60_000).toISOString())) ?? {};
    assert.deepEqual([items, next], [[], undefined]);
    assert.equal(log.lines.length - before, 1);
  });
});

async function disturb(lastRead: string | undefined): Promise<void> {
  const number = Number(lastRead);
  await putAsRoot(`/ticket/${number}`, { Priority: 60 });
  await putAsRoot(`/ticket/${number - 500}`, { Priority: 60 });
  await putAsRoot(`/ticket/${number + 100}`, { Status: 'resolved' });
}
