import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { DeskError } from '../../../src/domain/errors.ts';
import { Rpc } from '../../../src/protocol/rpc.ts';
import { transportPair } from '../../fakes/transportPair.ts';

const askSchema = v.variant('type', [
  v.object({ type: v.literal('hello'), name: v.string() }),
  v.object({ type: v.literal('add'), a: v.number(), b: v.number() }),
  v.object({ type: v.literal('stop') }),
]);
type Ask = v.InferOutput<typeof askSchema>;
const tellSchema = v.object({ type: v.literal('news'), text: v.string() });
type Tell = v.InferOutput<typeof tellSchema>;
interface Answers {
  readonly add: number;
  readonly stop: null;
}

describe('a conversation between the editor and a page', () => {
  const ends: { dispose(): void }[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end.dispose();
  });

  function talk(handle: (message: Ask) => unknown) {
    const [one, other] = transportPair();
    const news: string[] = [];
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const page = new Rpc<Ask, Tell, Answers>({
      transport: one,
      incoming: tellSchema,
      replies: { add: v.number(), stop: v.null() },
      handle: ({ text }) => news.push(text),
      onError,
    });
    const editor = new Rpc<Tell, Ask, object>({ transport: other, incoming: askSchema, replies: {}, handle, onError });
    ends.push(page, editor);
    return { page, editor, news, errors, raw: one };
  }

  it('brings events both ways', async () => {
    const heard: Ask[] = [];
    const { page, editor, news } = talk((message) => heard.push(message));
    page.send({ type: 'hello', name: 'Ada' });
    editor.send({ type: 'news', text: 'moved' });
    await wait(10);
    assert.deepEqual([heard, news], [[{ type: 'hello', name: 'Ada' }], ['moved']]);
  });

  it('gives each request its own answer, whatever their order', async () => {
    const { page } = talk(async (message) => {
      if (message.type !== 'add') return undefined;
      await wait(message.a === 1 ? 30 : 1);
      return message.a + message.b;
    });
    const answers = await Promise.all([
      page.request({ type: 'add', a: 1, b: 1 }),
      page.request({ type: 'add', a: 5, b: 5 }),
    ]);
    assert.deepEqual(answers, [2, 10]);
  });

  it('answers null where there is nothing to say', async () => {
    const { page } = talk(() => undefined);
    assert.equal(await page.request({ type: 'stop' }), null);
  });

  it('brings an error with its reason and the next step, and without its detail', async () => {
    const { page, errors } = talk(() => {
      throw new DeskError('conflict', 'Somebody was faster.', { next: 'Refresh.', detail: 'secret' });
    });
    await assert.rejects(page.request({ type: 'stop' }), (error) => {
      assert.ok(DeskError.is(error, 'conflict'));
      assert.deepEqual([error.message, error.next, error.detail], ['Somebody was faster.', 'Refresh.', undefined]);
      return true;
    });
    assert.deepEqual(errors, []);
  });

  it('reports an event that failed, since nobody waits for it', async () => {
    const { page, errors } = talk(() => Promise.reject(new Error('no')));
    page.send({ type: 'hello', name: 'Ada' });
    await wait(10);
    assert.deepEqual(errors.map(String), ['Error: no']);
  });

  it('gives up on an answer that does not come, and ignores it when it is late', async () => {
    const { page, errors } = talk(() => wait(60, null));
    await assert.rejects(page.request({ type: 'stop' }, { seconds: 0.01 }), { reason: 'timeout' });
    await wait(80);
    assert.deepEqual(errors, []);
  });

  it('refuses an answer of the wrong shape', async () => {
    const { page } = talk(() => 'three');
    await assert.rejects(page.request({ type: 'add', a: 1, b: 2 }), { reason: 'invalidResponse' });
  });

  it('refuses a request that is none, and says so to the one who sent it', async () => {
    const handled: Ask[] = [];
    const { raw, errors } = talk((message) => handled.push(message));
    const replies: unknown[] = [];
    raw.listen((message) => replies.push(message));
    raw.send({ kind: 'request', id: 'x', body: { type: 'add', a: 'one' } });
    raw.send({ kind: 'event', body: { type: 'deleteEverything' } });
    raw.send('noise');
    await wait(10);
    assert.deepEqual(handled, []);
    assert.match(JSON.stringify(replies), /"kind":"failure","id":"x".*invalidResponse/);
    // Two for the event and the noise; the answer that the first end did not wait for is none of its business.
    assert.equal(errors.length, 2);
  });

  it('ends its requests when it is closed, and takes no new ones', async () => {
    const { page } = talk(() => new Promise(() => undefined));
    const open = page.request({ type: 'stop' });
    page.dispose();
    await assert.rejects(open, { reason: 'unavailable' });
    await assert.rejects(page.request({ type: 'stop' }), { reason: 'unavailable' });
  });

  it('never gives a page the answer to a question of its earlier life', async () => {
    const [one, other] = transportPair();
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const slow = new Map([
      [1, 30],
      [2, 60],
    ]);
    const editor = new Rpc<Tell, Ask, object>({
      transport: other,
      incoming: askSchema,
      replies: {},
      handle: async (message) => (message.type === 'add' ? wait(slow.get(message.a), message.a) : null),
      onError,
    });
    const life = () =>
      new Rpc<Ask, Tell, Answers>({
        transport: one,
        incoming: tellSchema,
        replies: { add: v.number(), stop: v.null() },
        handle: () => null,
        onError,
      });
    const first = life();
    const lost = assert.rejects(first.request({ type: 'add', a: 1, b: 0 }));
    first.dispose();
    const second = life();
    ends.push(editor, second);
    assert.equal(await second.request({ type: 'add', a: 2, b: 0 }), 2);
    await lost;
    assert.deepEqual(errors, []);
  });
});
