import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { explain } from '../../../src/domain/errors.ts';
import type { Network } from '../../../src/http/network.ts';
import { proxyFrom } from '../../../src/http/proxy.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { sendJson, startLoopbackServer } from '../../fakes/servers/loopbackServer.ts';
import { startProxy, type FakeProxy } from '../../fakes/servers/proxy.ts';
import { startTlsServer, tlsFixture, type TlsServer } from '../../fakes/servers/tlsServer.ts';
import { anything, certificates, open, type Files } from './openOver.ts';

const closing: { close(): Promise<void> }[] = [];

async function closeAll(): Promise<void> {
  await Promise.all(closing.splice(0).map((one) => one.close()));
}

async function proxyTo(options: Parameters<typeof startProxy>[0]): Promise<FakeProxy> {
  const proxy = await startProxy(options);
  closing.push(proxy);
  return proxy;
}

async function encrypted(): Promise<TlsServer> {
  const server = await startTlsServer();
  closing.push(server);
  return server;
}

async function through(proxy: string, more: Files = {}): Promise<{ network: Network }> {
  const environment = { HTTPS_PROXY: `http://${proxy}`, HTTP_PROXY: `http://${proxy}` };
  const tls = await certificates({ caFile: tlsFixture('authority.crt'), ...more });
  return { network: { ...tls, proxyFor: proxyFrom(environment) } };
}

describe('A proxy', () => {
  afterEach(closeAll);

  it('opens a way to the server, and sees neither path nor credential', async () => {
    const server = await encrypted();
    const proxy = await proxyTo({ target: server.port, account: 'ada:p@ss' });
    const http = open('https://desk.example.org', await through(`ada:p%40ss@${proxy.host}`));
    await http.required(anything, { path: '/secret-path' });
    await http.required(anything, { path: '/again' });
    assert.deepEqual(proxy.asked, ['CONNECT desk.example.org:443'], 'one way serves several requests');
    assert.doesNotMatch(JSON.stringify(proxy.headers), /1234567890|secret-path/);
    assert.equal(server.requests[0]?.headers.authorization, 'token tok-1234567890');
    assert.equal(server.requests[0].headers['proxy-authorization'], undefined);
    assert.equal(server.requests[0].headers.host, 'desk.example.org');
  });

  it('gets a password with a percent sign as it is meant', async () => {
    const server = await encrypted();
    const proxy = await proxyTo({ target: server.port, account: 'ada:100%' });
    await open('https://desk.example.org', await through(`ada:100%@${proxy.host}`)).required(anything, { path: '/x' });
  });

  it('carries the certificates of both sides', async () => {
    const server = await startTlsServer({
      requestCert: true,
      rejectUnauthorized: true,
      ca: readFileSync(tlsFixture('authority.crt')),
    });
    closing.push(server);
    const proxy = await proxyTo({ target: server.port });
    const options = await through(proxy.host, { clientCertificate: tlsFixture('client.pem') });
    await open('https://desk.example.org', options).required(anything, { path: '/x' });
    assert.equal(server.requests[0]?.client, 'ana');
    const other = open('https://other.example.org', options).required(anything, { path: '/x' });
    assert.match(explain(await rejectsWith(other, 'tls')), /for another name/);
  });

  it('asks in our place where the server does not encrypt', async () => {
    const server = await startLoopbackServer((_, response) => sendJson(response, 200, {}));
    closing.push(server);
    const proxy = await proxyTo({ target: Number(new URL(server.origin).port), account: 'ada:pw' });
    const http = open('http://desk.example.org:8080/rt', await through(`ada:pw@${proxy.host}`));
    await http.required(anything, { path: '/x', query: [['a', 'b c']] });
    await http.noContent({ method: 'POST', path: '/y', json: { ok: true } });
    assert.deepEqual(proxy.asked, [
      'GET http://desk.example.org:8080/rt/x?a=b%20c',
      'POST http://desk.example.org:8080/rt/y',
    ]);
    const [read, write] = server.requests;
    assert.equal(read?.headers.host, 'desk.example.org:8080');
    assert.equal(read.headers['proxy-authorization'], undefined);
    assert.equal(write?.body, '{"ok":true}');
  });

  for (const scheme of ['https', 'http']) {
    it(`that wants a sign-in is told from the server (${scheme})`, async () => {
      const proxy = await proxyTo({ target: 1, account: 'ada:pw' });
      const options = await through(`ada:wrong-password@${proxy.host}`);
      const error = await rejectsWith(
        open(`${scheme}://desk.example.org`, options).required(anything, { path: '/x' }),
        'proxy',
      );
      assert.ok(error.message.includes(`The proxy ${proxy.host} before helpdesk wants a sign-in.`), error.message);
      assert.doesNotMatch(`${explain(error)} ${error.detail}`, /wrong-password/);
      assert.equal(proxy.asked.length, 1);
    });

    it(`that does not answer is told from the server (${scheme})`, async () => {
      const gone = await startProxy({ target: 1 });
      await gone.close();
      const request = open(`${scheme}://desk.example.org`, await through(gone.host)).required(anything, { path: '/x' });
      const error = await rejectsWith(request, 'proxy');
      assert.match(explain(error), /The proxy 127\.0\.0\.1:\d+ before helpdesk does not answer.*desk\.example\.org/s);
      const unknown = open(`${scheme}://desk.example.org`, await through('no-such-proxy.invalid:3128'));
      const named = await rejectsWith(unknown.required(anything, { path: '/x' }), 'proxy');
      assert.match(named.message, /no-such-proxy\.invalid:3128/);
    });
  }

  it('that does not let through says so with its own cause', async () => {
    for (const [refuses, said] of [
      [403, /does not let requests through to desk\.example\.org \(HTTP 403\)/],
      [503, /does not reach desk\.example\.org \(HTTP 503\)/],
    ] as const) {
      const proxy = await proxyTo({ target: 1, refuses });
      const request = open('https://desk.example.org', await through(proxy.host)).required(anything, { path: '/x' });
      assert.match((await rejectsWith(request, 'proxy')).message, said);
    }
  });

  it('that says nothing is not waited for', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    assert.ok(address !== null && typeof address === 'object');
    const options = { ...(await through(`127.0.0.1:${address.port}`)), timeout: 80 };
    const began = Date.now();
    await rejectsWith(open('https://desk.example.org', options).required(anything, { path: '/x' }), 'proxy');
    assert.ok(Date.now() - began < 2000);
    silent.close();
  });
});
