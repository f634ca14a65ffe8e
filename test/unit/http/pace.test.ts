import assert from 'node:assert/strict';
import * as v from 'valibot';
import { createHttp, type Http, type HttpOptions } from '../../../src/http/http.ts';
import { createLimiter } from '../../../src/http/limiter.ts';
import { retryAfter } from '../../../src/http/retryAfter.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { recordingLog } from '../../fakes/recordingLog.ts';
import {
  sendJson,
  startLoopbackServer,
  type Handler,
  type LoopbackServer,
} from '../../fakes/servers/loopbackServer.ts';

const anything = v.looseObject({});

describe('The pace of a connection', () => {
  let server: LoopbackServer | undefined;
  const pauses: number[] = [];

  afterEach(async () => {
    await server?.close();
    pauses.length = 0;
  });

  async function connect(handler: Handler, options: Partial<HttpOptions> = {}): Promise<Http> {
    server = await startLoopbackServer(handler);
    return createHttp({
      alias: 'helpdesk',
      product: 'Request Tracker',
      network: undefined,
      baseUrl: server.origin,
      headers: {},
      secrets: [],
      log: recordingLog(),
      sleep: async (milliseconds) => void pauses.push(milliseconds),
      ...options,
    });
  }

  it('reads four things at once and writes one by one', async () => {
    const running = { reads: 0, writes: 0 };
    const most = { reads: 0, writes: 0 };
    const http = await connect(async (request, response) => {
      const what = request.method === 'GET' ? 'reads' : 'writes';
      running[what]++;
      most[what] = Math.max(most[what], running[what]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running[what]--;
      sendJson(response, 200, {});
    });
    const twelve = Array.from({ length: 12 }, (_, index) => index);
    await Promise.all([
      ...twelve.map((index) => http.required(anything, { path: `/${index}` })),
      ...twelve.map((index) => http.noContent({ method: 'PUT', path: `/${index}`, json: { index } })),
    ]);
    assert.deepEqual(most, { reads: 4, writes: 1 });
    const written = server?.requests.filter(({ method }) => method === 'PUT').map(({ target }) => target);
    assert.deepEqual(
      written,
      twelve.map((index) => `/${index}`),
      'in the order in which they were asked for',
    );
  });

  it('goes on after a failure', async () => {
    const limit = createLimiter(1);
    const failed = limit(() => Promise.reject(new Error('no')));
    const worked = limit(() => Promise.resolve('yes'));
    await assert.rejects(failed, /no/);
    assert.equal(await worked, 'yes');
  });

  it('waits as long as the server asks, by seconds or by date', async () => {
    let count = 0;
    const http = await connect((_, response) => {
      count++;
      if (count === 1) sendJson(response, 429, {}, { 'retry-after': '7' });
      else sendJson(response, 200, {});
    });
    await http.required(anything, { path: '/x' });
    assert.equal(server?.requests.length, 2);
    const [pause = 0] = pauses;
    assert.ok(pauses.length === 1 && pause > 6000 && pause <= 7000, String(pauses));
    const now = new Date('2026-11-24T10:00:00Z');
    assert.equal(retryAfter('Tue, 24 Nov 2026 10:00:30 GMT', now), 30_000);
    assert.equal(retryAfter('Tue, 24 Nov 2026 09:00:00 GMT', now), 0);
    assert.equal(retryAfter('0', now), 0);
    assert.equal(retryAfter('soon', now), undefined);
    assert.equal(retryAfter(undefined, now), undefined);
  });

  it('does not wait for a server that wants a long rest, nor asks it meanwhile', async () => {
    const http = await connect((_, response) => sendJson(response, 429, {}, { 'retry-after': '3600' }));
    const error = await rejectsWith(http.required(anything, { path: '/x' }), 'rateLimited');
    assert.match(error.next ?? '', /3600 seconds/);
    const again = await rejectsWith(http.noContent({ method: 'POST', path: '/y', json: {} }), 'rateLimited');
    assert.match(again.next ?? '', /3[56]\d\d seconds/);
    assert.equal(server?.requests.length, 1);
  });

  it('does not wait for a server that asks for a moment again and again', async () => {
    const http = await connect((_, response) => sendJson(response, 429, {}, { 'retry-after': '20' }));
    await rejectsWith(http.required(anything, { path: '/x' }), 'rateLimited');
    assert.deepEqual([pauses.length, server?.requests.length], [1, 2]);
  });

  it('believes no server that wants hours of rest', async () => {
    for (const wish of ['99999999999999999999', 'Fri, 31 Dec 9999 23:59:59 GMT']) {
      const http = await connect((_, response) => sendJson(response, 429, {}, { 'retry-after': wish }));
      const error = await rejectsWith(http.required(anything, { path: '/x' }), 'rateLimited');
      assert.match(error.next ?? '', /in 3600 seconds/);
      await server?.close();
    }
  });

  it("understands a vendor's own header", async () => {
    const http = await connect((_, response) => sendJson(response, 429, {}, { 'ratelimit-reset': '90' }), {
      resetIn: (headers) => Number(headers['ratelimit-reset']) * 1000,
    });
    const error = await rejectsWith(http.required(anything, { path: '/x' }), 'rateLimited');
    assert.match(error.next ?? '', /90 seconds/);
  });

  for (const [name, headers, body] of [
    ['says how long', { 'retry-after': '90' }, { message: 'No' }],
    ['has none left', { 'x-ratelimit-remaining': '0' }, { message: 'API rate limit exceeded' }],
    ['says so in words only', {}, { message: 'You have exceeded a secondary rate limit.' }],
  ] as const) {
    it(`takes a 403 for a limit, where the server ${name}`, async () => {
      const http = await connect((_, response) => sendJson(response, 403, body, headers), { resetIn: () => 90_000 });
      const error = await rejectsWith(http.required(anything, { path: '/x' }), 'rateLimited');
      assert.match(error.next ?? '', /90 seconds/);
      await rejectsWith(http.required(anything, { path: '/x' }), 'rateLimited');
      assert.equal(server?.requests.length, 1, 'it is left alone meanwhile');
    });
  }

  it('takes any other 403 for a missing right, however much is left', async () => {
    const left = { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1800000000' };
    const http = await connect((_, response) => sendJson(response, 403, {}, left), { resetIn: () => 90_000 });
    await rejectsWith(http.required(anything, { path: '/x' }), 'forbidden');
    await rejectsWith(http.required(anything, { path: '/x' }), 'forbidden');
  });

  it('lets go of who is cancelled while it waits for the server', async () => {
    server = await startLoopbackServer((_, response) => sendJson(response, 503, {}, { 'retry-after': '20' }));
    const http = createHttp({
      alias: 'helpdesk',
      product: 'Request Tracker',
      network: undefined,
      baseUrl: server.origin,
      headers: {},
      secrets: [],
      log: recordingLog(),
    });
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('not needed')), 100);
    const began = Date.now();
    await assert.rejects(http.required(anything, { path: '/x', signal: abort.signal }), /not needed/);
    assert.ok(Date.now() - began < 3000);
    assert.equal(server.requests.length, 1);
  });

  it('does not give the place of who left the queue to nobody', async () => {
    const limit = createLimiter(1);
    let finish: (() => void) | undefined;
    const first = limit(() => new Promise<void>((resolve) => void (finish = resolve)));
    const abort = new AbortController();
    const second = limit(() => Promise.resolve('second'), abort.signal);
    const third = limit(() => Promise.resolve('third'));
    abort.abort(new Error('not needed'));
    await assert.rejects(second, /not needed/);
    finish?.();
    await first;
    assert.equal(await third, 'third');
    assert.equal(await limit(() => Promise.resolve('fourth'), new AbortController().signal), 'fourth');
    await assert.rejects(
      limit(() => Promise.resolve('fifth'), abort.signal),
      /not needed/,
    );
  });
});
