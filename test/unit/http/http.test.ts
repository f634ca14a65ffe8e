import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer } from 'node:net';
import * as v from 'valibot';
import { explain, type Reason } from '../../../src/domain/errors.ts';
import { createHttp, type Http, type HttpOptions } from '../../../src/http/http.ts';
import { recordingLog } from '../../fakes/recordingLog.ts';
import {
  sendJson,
  startLoopbackServer,
  type Handler,
  type LoopbackServer,
} from '../../fakes/servers/loopbackServer.ts';
import { rejectsWith } from '../../contract/harness.ts';

const anything = v.looseObject({});
const secret = 'tok-1234567890';

describe('The HTTP client', () => {
  const servers: LoopbackServer[] = [];
  const pauses: number[] = [];
  const log = recordingLog();

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    pauses.length = 0;
  });

  async function serve(handler: Handler): Promise<LoopbackServer> {
    const server = await startLoopbackServer(handler);
    servers.push(server);
    return server;
  }

  function connect(baseUrl: string, options: Partial<HttpOptions> = {}): Http {
    return createHttp({
      alias: 'helpdesk',
      product: 'Request Tracker',
      network: undefined,
      baseUrl,
      headers: { authorization: `token ${secret}`, 'x-api-key': secret },
      secrets: [secret],
      log,
      sleep: async (milliseconds) => void pauses.push(milliseconds),
      ...options,
    });
  }

  it('names itself, asks for JSON and sends the credential below the base address', async () => {
    const server = await serve((_, response) => sendJson(response, 200, { ok: true }));
    const http = connect(`${server.origin}/rt/`);
    const answer = await http.required(v.object({ ok: v.boolean() }), { path: '/REST/2.0/rt' });
    assert.deepEqual(answer.body, { ok: true });
    const [request] = server.requests;
    assert.equal(request?.target, '/rt/REST/2.0/rt');
    assert.match(request?.headers['user-agent'] ?? '', /^footbridge\/\d+\.\d+\.\d+$/);
    assert.equal(request?.headers.accept, 'application/json');
    assert.equal(request?.headers.authorization, `token ${secret}`);
  });

  it('escapes every reserved character of a query', async () => {
    const server = await serve((_, response) => sendJson(response, 200, {}));
    const query = [
      ['query', `Queue='A&B=c' AND "x" #+;/?:@$,%`],
      ['fields[Owner]', 'Name'],
    ] as const;
    await connect(server.origin).required(anything, { path: '/tickets', query });
    const sent = server.requests[0]?.target ?? '';
    assert.doesNotMatch(sent.slice('/tickets?'.length), /[ +#;/?:@$,"[\]]/);
    assert.deepEqual([...new URL(sent, server.origin).searchParams], query);
  });

  it('sends JSON and forms with their content type', async () => {
    const server = await serve((_, response) => sendJson(response, 200, {}));
    const http = connect(server.origin);
    await http.required(anything, { method: 'PUT', path: '/a', json: { name: 'ü' } });
    await http.required(anything, { method: 'POST', path: '/b', form: [['query', 'a=b&c ü']], reads: true });
    const [json, form] = server.requests;
    assert.match(json?.headers['content-type'] ?? '', /^application\/json/);
    assert.equal(json?.body, '{"name":"ü"}');
    assert.match(form?.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    assert.equal(form?.body, 'query=a%3Db%26c%20%C3%BC');
  });

  it('says that nothing has changed, where what is there is what is known', async () => {
    const server = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else sendJson(response, 200, { name: 'new' });
    });
    const http = connect(server.origin);
    assert.equal(await http.changed(anything, { path: '/ticket/7' }, '"7"'), undefined);
    assert.deepEqual((await http.changed(anything, { path: '/ticket/7' }, '"6"'))?.body, { name: 'new' });
  });

  it('tells a missing thing from a failure', async () => {
    const server = await serve((_, response) => sendJson(response, 404, { message: 'Not Found' }));
    const http = connect(server.origin);
    assert.equal(await http.optional(anything, { path: '/ticket/9' }), undefined);
    await rejectsWith(http.required(anything, { path: '/ticket/9' }), 'notFound');
  });

  const failures: readonly (readonly [number, Reason])[] = [
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [407, 'proxy'],
    [412, 'conflict'],
    [422, 'refused'],
    [500, 'unavailable'],
  ];
  for (const [status, reason] of failures) {
    it(`takes ${status} for "${reason}", and keeps the credential out of what it says`, async () => {
      const server = await serve((_, response) => sendJson(response, status, { message: `Because ${secret}.` }));
      const error = await rejectsWith(connect(server.origin).required(anything, { path: '/x' }), reason);
      assert.ok(error.message.includes('helpdesk'), error.message);
      assert.match(error.detail ?? '', /Because/);
      assert.doesNotMatch(`${explain(error)} ${error.detail}`, /1234567890/);
      assert.equal(server.requests.length, 1, 'it is not asked again');
    });
  }

  for (const [name, type, body, said] of [
    ['a JSON string', 'application/json', '"end time can\'t be in the past"', "end time can't be in the past"],
    ['a list', 'application/json', '["one","two"]', 'one two'],
    ['text', 'text/plain', 'Retry later\n', 'Retry later'],
    ['an error object', 'application/json', '{"error":{"message":"no"}}', 'no'],
    ['a page', 'text/html', '<html><body>Oops</body></html>', 'no reason given'],
    ['nothing', 'text/plain', '', 'no reason given'],
  ] as const) {
    it(`reads ${name} as the reason of a refusal`, async () => {
      const server = await serve((_, response) => {
        response.writeHead(422, { 'content-type': type });
        response.end(body);
      });
      const error = await rejectsWith(connect(server.origin).noContent({ path: '/x' }), 'refused');
      assert.equal(error.message, `helpdesk refused it: ${said}`);
    });
  }

  it('says that a login page is not the product, whatever its status', async () => {
    for (const status of [200, 404]) {
      const server = await serve((_, response) => {
        response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
        response.end('<!DOCTYPE html><title>Login</title>');
      });
      const error = await rejectsWith(connect(server.origin).required(anything, { path: '/x' }), 'invalidResponse');
      assert.match(explain(error), /web page.*Request Tracker.*login page/s);
    }
  });

  it('says that an answer of another shape is not the product, without showing it', async () => {
    const server = await serve((_, response) => sendJson(response, 200, { version: { of: 'private text' } }));
    const request = connect(server.origin).required(v.object({ version: v.string() }), { path: '/x' });
    const error = await rejectsWith(request, 'invalidResponse');
    assert.match(error.detail ?? '', /version expected string/);
    assert.doesNotMatch(error.detail ?? '', /private/);
  });

  it('takes no more than it was told to', async () => {
    const server = await serve((_, response) => sendJson(response, 200, { text: 'x'.repeat(5000) }));
    const http = connect(server.origin, { maximumBytes: 2000 });
    await rejectsWith(http.required(anything, { path: '/x' }), 'invalidResponse');
  });

  it('gives up on a server that says nothing', async () => {
    const server = await serve(() => undefined);
    const http = connect(server.origin, { timeout: 60 });
    await rejectsWith(http.required(anything, { path: '/x' }), 'timeout');
    await rejectsWith(http.required(anything, { method: 'POST', path: '/x', json: {} }), 'timeout');
    assert.equal(server.requests.length, 2, 'neither is repeated');
  });

  it('gives up on a server that sends a little for ever', async () => {
    let drip: NodeJS.Timeout | undefined;
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      drip = setInterval(() => response.write(' '), 20);
    });
    const began = Date.now();
    await rejectsWith(connect(server.origin, { timeout: 100 }).required(anything, { path: '/x' }), 'timeout');
    clearInterval(drip);
    assert.ok(Date.now() - began < 3000);
  });

  it('says that nothing answers, and where', async () => {
    const server = await startLoopbackServer(() => undefined);
    await server.close();
    const error = await rejectsWith(connect(server.origin).required(anything, { path: '/x' }), 'offline');
    assert.ok(explain(error).includes(new URL(server.origin).host), explain(error));
    const unknown = connect('http://no-such-host.invalid').required(anything, { path: '/x' });
    const named = await rejectsWith(unknown, 'offline');
    assert.match(named.message, /no-such-host\.invalid/);
  });

  it('says that a server does not speak TLS', async () => {
    const server = await serve((_, response) => sendJson(response, 200, {}));
    const http = connect(server.origin.replace('http:', 'https:'));
    await rejectsWith(http.required(anything, { path: '/x' }), 'tls');
  });

  it('says that a certificate is not trusted, and which name it has', async () => {
    const server = createTlsServer({
      key: readFileSync('test/fixtures/tls/localhost.key'),
      cert: readFileSync('test/fixtures/tls/localhost.crt'),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const http = connect(`https://localhost:${address.port}`);
    const error = await rejectsWith(http.required(anything, { path: '/x' }), 'tls');
    assert.match(explain(error), /SELF_SIGNED.*certificate of https:\/\/localhost/);
    server.close();
  });

  it('refuses an address that is none, or that holds a password', () => {
    for (const baseUrl of ['helpdesk', 'ftp://example.org', 'https://ana:pw@example.org/rt']) {
      assert.throws(() => connect(baseUrl), { reason: 'configuration' });
    }
  });

  it('stops when it is cancelled, with the reason of who cancelled', async () => {
    const server = await serve(() => undefined);
    const abort = new AbortController();
    const request = connect(server.origin).required(anything, { path: '/x', signal: abort.signal });
    setTimeout(() => abort.abort(new Error('not needed any more')), 50);
    await assert.rejects(request, /not needed any more/);
    await assert.rejects(connect(server.origin).required(anything, { path: '/x', signal: abort.signal }), /not needed/);
    assert.equal(server.requests.length, 1);
  });

  it('writes neither the credential nor a token of an address into the log', async () => {
    const server = await serve((_, response) => sendJson(response, 200, {}));
    await connect(server.origin).required(anything, { path: '/x', query: [['token', 'another-secret']] });
    assert.ok(log.lines.some((line) => line.includes('/x?token=')));
    assert.doesNotMatch(log.lines.join('\n'), /1234567890|another-secret|authorization/i);
  });

  it('repeats a read after a fault of the moment, waiting longer each time', async () => {
    let count = 0;
    const server = await serve((_, response) => {
      count++;
      if (count < 3) sendJson(response, 503, {});
      else sendJson(response, 200, {});
    });
    await connect(server.origin).required(anything, { path: '/x' });
    assert.equal(server.requests.length, 3);
    const [first = 0, second = 0] = pauses;
    assert.ok(first >= 500 && first <= 1000 && second >= 1000 && second <= 2000, pauses.join(', '));
  });

  it('repeats a read whose connection broke, and gives up after the third time', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const http = connect(`http://127.0.0.1:${address.port}`);
    await rejectsWith(http.required(anything, { path: '/x' }), 'unavailable');
    assert.equal(connections, 3);
    await rejectsWith(http.required(anything, { method: 'PUT', path: '/x', json: {} }), 'unavailable');
    assert.equal(connections, 4, 'a write is sent once');
    server.close();
  });

  it('never repeats a write, whatever the server says', async () => {
    for (const status of [429, 502, 503]) {
      const server = await serve((_, response) => sendJson(response, status, {}));
      const write = connect(server.origin).noContent({ method: 'POST', path: '/x', json: {} });
      await rejectsWith(write, 'rateLimited', 'unavailable');
      assert.equal(server.requests.length, 1);
    }
  });
});
