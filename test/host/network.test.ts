import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { readCertificates } from '../../src/http/certificates.ts';
import { createHttp, type Http } from '../../src/http/http.ts';
import type { Network } from '../../src/http/network.ts';
import { DeskError } from '../../src/domain/errors.ts';
import { recordingLog } from '../fakes/recordingLog.ts';
import { sendJson, startLoopbackServer } from '../fakes/servers/loopbackServer.ts';
import { startProxy, type FakeProxy } from '../fakes/servers/proxy.ts';
import { startTlsServer } from '../fakes/servers/tlsServer.ts';

const anything = v.looseObject({});

function open(baseUrl: string, network?: Network): Http {
  const headers = { authorization: 'token secret-1234567890' };
  return createHttp({ alias: 'desk', product: 'Desk', baseUrl, headers, secrets: [], log: recordingLog(), network });
}

describe("VS Code's network settings", () => {
  const settings = vscode.workspace.getConfiguration('http');
  const extension = vscode.extensions.getExtension('footbridge.footbridge');
  assert.ok(extension !== undefined);
  const tls = path.join(extension.extensionPath, 'test/fixtures/tls');
  const closing: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    await settings.update('proxy', undefined, vscode.ConfigurationTarget.Global);
    await Promise.all(closing.splice(0).map((one) => one.close()));
  });

  async function proxyTo(target: number): Promise<FakeProxy> {
    const proxy = await startProxy({ target });
    closing.push(proxy);
    await settings.update('proxy', `http://${proxy.host}`, vscode.ConfigurationTarget.Global);
    return proxy;
  }

  it('say which proxy the requests go through', async () => {
    const server = await startLoopbackServer((_, response) => sendJson(response, 200, { ok: true }));
    closing.push(server);
    const proxy = await proxyTo(Number(new URL(server.origin).port));
    const { body } = await open('http://desk.example.org').required(anything, { path: '/x' });
    assert.deepEqual(body, { ok: true });
    assert.deepEqual(proxy.asked, ['GET http://desk.example.org/x']);
  });

  it('leave a connection its own certificates, through the proxy too', async () => {
    const server = await startTlsServer({
      requestCert: true,
      rejectUnauthorized: true,
      ca: readFileSync(path.join(tls, 'authority.crt')),
      cert: readFileSync(path.join(tls, 'server.crt')),
      key: readFileSync(path.join(tls, 'server.key')),
    });
    closing.push(server);
    const files = { caFile: path.join(tls, 'authority.crt'), clientCertificate: path.join(tls, 'client.pem') };
    const certificates = await readCertificates({ alias: 'desk', ...files });
    assert.ok(certificates !== undefined);
    const proxy = await proxyTo(server.port);
    await open('https://desk.example.org', { tls: certificates }).required(anything, { path: '/x' });
    await open(`https://localhost:${server.port}`, { tls: certificates }).required(anything, { path: '/x' });
    assert.deepEqual(
      server.requests.map(({ client }) => client),
      ['ana', 'ana'],
    );
    assert.deepEqual(proxy.asked, ['CONNECT desk.example.org:443']);
  });

  it('name a proxy that is not there, and it is told from the server', async () => {
    const proxy = await proxyTo(1);
    await proxy.close();
    closing.length = 0;
    for (const scheme of ['https', 'http']) {
      await assert.rejects(open(`${scheme}://desk.example.org`).required(anything, { path: '/x' }), (error) => {
        assert.ok(error instanceof DeskError);
        assert.deepEqual([error.reason, error.message.includes(proxy.host)], ['proxy', true], error.detail);
        return true;
      });
    }
  });
});
