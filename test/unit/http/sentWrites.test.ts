import assert from 'node:assert/strict';
import { explain } from '../../../src/domain/errors.ts';
import { tellingOfWrites } from '../../../src/http/sentWrites.ts';
import type { Backend } from '../../../src/domain/ports.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { openFake } from '../../fakes/openRequestTracker.ts';
import { sendJson, startLoopbackServer, type LoopbackServer } from '../../fakes/servers/loopbackServer.ts';
import { startFakeRequestTracker, type FakeRequestTracker } from '../../fakes/servers/requestTracker.ts';

describe('A write whose effect cannot be seen', () => {
  let fake: FakeRequestTracker;
  let front: LoopbackServer;
  /** What becomes of a request, where it does not go through to the fake. */
  let fault: (method: string, isAfterWrite: boolean) => number | undefined;

  beforeEach(async () => {
    fake = await startFakeRequestTracker();
    fake.store.create({ queue: 'Incidents', subject: 'Checkout is down' });
    fault = () => undefined;
    let isAfterWrite = false;
    front = await startLoopbackServer(async ({ method, target, headers, body }, response) => {
      const status = fault(method, isAfterWrite);
      isAfterWrite ||= method !== 'GET' && target.includes('/comment');
      if (status !== undefined) {
        sendJson(response, status, { message: 'Not now' });
        return;
      }
      const { authorization = '', 'content-type': type = 'application/json' } = headers;
      const answer = await fetch(new URL(target, fake.url), {
        method,
        headers: { authorization, accept: 'application/json', ...(method === 'GET' ? {} : { 'content-type': type }) },
        ...(method === 'GET' ? {} : { body }),
      });
      const { origin, host } = new URL(fake.url);
      const text = (await answer.text()).replaceAll(origin, front.origin).replaceAll(host, new URL(front.origin).host);
      response.writeHead(answer.status, { 'content-type': 'application/json', etag: answer.headers.get('etag') ?? '' });
      response.end(text);
    });
  });
  afterEach(async () => {
    await front.close();
    await fake.close();
  });

  function open(): Backend {
    return tellingOfWrites(openFake({ url: front.origin + new URL(fake.url).pathname }), 'helpdesk');
  }

  function notes(): number {
    return fake.store.transactions.filter(({ text }) => text?.content.includes('Once')).length;
  }

  for (const [status, what] of [
    [500, 'is broken'],
    [401, 'does not take the sign-in any more'],
    [429, 'wants to be left alone'],
  ] as const) {
    it(`is told as such where the server ${what} before the write is read back`, async () => {
      const backend = open();
      const { ref } = await backend.find('1');
      fault = (_, isAfterWrite) => (isAfterWrite ? status : undefined);
      const error = await rejectsWith(backend.note(ref, 'Once', 'internal'), 'unconfirmed');
      assert.match(
        explain(error),
        /was sent to helpdesk, and what became of it could not be seen: .*Look there before/,
      );
      assert.equal(notes(), 1);
    }).timeout(20_000);
  }

  it('is no such thing where the server did not take it', async () => {
    const backend = open();
    const { ref } = await backend.find('1');
    fault = (method) => (method === 'POST' ? 429 : undefined);
    await rejectsWith(backend.note(ref, 'Once', 'internal'), 'rateLimited');
    assert.equal(notes(), 0);
  });

  it('is no such thing where nothing was sent yet', async () => {
    const backend = open();
    const { ref } = await backend.find('1');
    fault = () => 500;
    await rejectsWith(backend.note(ref, 'Once', 'internal'), 'unavailable');
  });

  it('changes nothing where all goes well', async () => {
    const backend = open();
    const { ref } = await backend.find('1');
    assert.equal((await backend.note(ref, 'Once', 'internal')).body, 'Once');
    assert.equal(notes(), 1);
  });
});
