import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { explain } from '../../../src/domain/errors.ts';
import type { Http, HttpOptions } from '../../../src/http/http.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { startLoopbackServer, type LoopbackServer } from '../../fakes/servers/loopbackServer.ts';
import { anything, open } from './openOver.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

describe('What a server answers', () => {
  let server: LoopbackServer | undefined;

  afterEach(async () => server?.close());

  async function answering(answers: readonly Answer[], options: Partial<HttpOptions> = {}): Promise<Http> {
    let count = 0;
    server = await startLoopbackServer((_, response) => {
      const { status = 200, headers, body = '{}' } = answers[Math.min(count++, answers.length - 1)] ?? {};
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
    return open(server.origin, { sleep: () => Promise.resolve(), ...options });
  }

  it('is read again if only a part of it came, and told if that stays so', async () => {
    const whole = await answering([{ body: '{"tickets": [1, 2' }, { body: '{"tickets": [1, 2]}' }]);
    assert.deepEqual((await whole.required(anything, { path: '/x' })).body, { tickets: [1, 2] });
    await server?.close();
    const cut = await answering([{ body: '{"tickets": ["private text' }]);
    const error = await rejectsWith(cut.required(anything, { path: '/x' }), 'invalidResponse');
    assert.match(error.message, /sent only a part of its answer/);
    assert.doesNotMatch(`${explain(error)} ${error.detail}`, /private/);
    const sent = server?.requests.length;
    await rejectsWith(cut.noContent({ method: 'POST', path: '/x', json: {} }), 'invalidResponse');
    assert.equal(server?.requests.length, (sent ?? 0) + 1, 'a write is not sent again');
  });

  it('is read compressed, and told if it was cut off', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const packed = gzipSync(JSON.stringify({ text: 'ü'.repeat(5000) }));
    const whole = await answering([{ headers, body: packed }]);
    assert.deepEqual((await whole.required(anything, { path: '/x' })).body, { text: 'ü'.repeat(5000) });
    await server?.close();
    const cut = await answering([{ headers, body: packed.subarray(0, packed.length / 2) }]);
    await rejectsWith(cut.required(anything, { path: '/x' }), 'invalidResponse', 'unavailable');
  });

  it('is bounded after it is unpacked: a small one may be a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    assert.ok(bomb.length < 100_000);
    const http = await answering([{ headers: { 'content-encoding': 'gzip' }, body: bomb }], {
      maximumBytes: 1_000_000,
    });
    const error = await rejectsWith(http.required(anything, { path: '/x' }), 'invalidResponse');
    assert.match(error.message, /more than Footbridge takes/);
    assert.equal(server?.requests.length, 1);
  });

  it('breaks off in the middle of what it announced', async () => {
    server = await startLoopbackServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"a": ');
      setTimeout(() => response.destroy(), 20);
    });
    const http = open(server.origin, { sleep: () => Promise.resolve() });
    await rejectsWith(http.required(anything, { path: '/x' }), 'unavailable');
    assert.equal(server.requests.length, 3);
  });

  for (const [type, body] of [
    ['text/plain', 'It works!'],
    ['application/xml', '<?xml version="1.0"?><ok/>'],
    ['image/png', '\u0089PNG'],
    ['application/json', 'OK'],
  ] as const) {
    it(`is not the product where it is ${type}: ${body.slice(0, 10)}`, async () => {
      const http = await answering([{ headers: { 'content-type': type }, body }]);
      const error = await rejectsWith(http.required(anything, { path: '/x' }), 'invalidResponse');
      assert.match(error.message, /does not answer as Request Tracker does/);
    });
  }

  it('is taken as JSON where it is, whatever the server calls it', async () => {
    const http = await answering([{ headers: { 'content-type': 'text/plain' }, body: '{"a": 1}' }]);
    assert.deepEqual((await http.required(anything, { path: '/x' })).body, { a: 1 });
  });

  it('says that the licence does not include something', async () => {
    const http = await answering([{ status: 402, body: '{"error": {"message": "Account does not have it"}}' }]);
    const error = await rejectsWith(http.required(anything, { path: '/x' }), 'forbidden');
    assert.match(error.message, /licence or plan of helpdesk does not include it: Account does not have it/);
  });

  it('comes only to a secret that can be sent whole', () => {
    for (const token of ['tok\n', 'tok☃', 'tok\r\nx-evil: 1', 'tok\u0000']) {
      assert.throws(() => open('https://desk.example.org', { headers: { authorization: token } }), {
        reason: 'configuration',
      });
    }
  });
});
