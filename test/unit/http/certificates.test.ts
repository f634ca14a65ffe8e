import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explain } from '../../../src/domain/errors.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { sendJson, startLoopbackServer } from '../../fakes/servers/loopbackServer.ts';
import { startTlsServer, tlsFixture, type TlsServer } from '../../fakes/servers/tlsServer.ts';
import { anything, certificates, open } from './openOver.ts';

const closing: { close(): Promise<void> }[] = [];

async function closeAll(): Promise<void> {
  await Promise.all(closing.splice(0).map((one) => one.close()));
}

async function serve(options: Parameters<typeof startTlsServer>[0] = {}): Promise<TlsServer> {
  const server = await startTlsServer(options);
  closing.push(server);
  return server;
}

function fixture(name: string): string {
  return readFileSync(tlsFixture(name), 'utf8');
}

describe('The certificates of a connection', () => {
  afterEach(closeAll);

  const asksForCertificate = { requestCert: true, ca: readFileSync(tlsFixture('authority.crt')) };

  it('are trusted for it, and only for it', async () => {
    const server = await serve();
    const url = `https://localhost:${server.port}`;
    const network = await certificates({ caFile: tlsFixture('authority.crt') });
    await open(url, { network }).required(anything, { path: '/x' });
    const error = await rejectsWith(open(url).required(anything, { path: '/x' }), 'tls');
    assert.match(explain(error), /does not trust its certificate.*UNABLE_TO_VERIFY.*`caFile`/s);
    assert.equal(server.requests.length, 1, 'nothing goes over a connection that is not trusted');
  });

  it('stand beside those of the machine', async () => {
    const { tls } = await certificates({ caFile: tlsFixture('authority.crt') });
    assert.ok((tls?.ca?.length ?? 0) > 50, 'a public certificate still works');
    assert.deepEqual(await certificates({}), {});
  });

  it('do not make another name right', async () => {
    const server = await serve({
      key: readFileSync(tlsFixture('localhost.key')),
      cert: readFileSync(tlsFixture('localhost.crt')),
    });
    const network = await certificates({ caFile: tlsFixture('localhost.crt') });
    const request = open(`https://127.0.0.1:${server.port}`, { network }).required(anything, { path: '/x' });
    assert.match(explain(await rejectsWith(request, 'tls')), /for another name/);
  });

  it('say who we are to a server that asks', async () => {
    const server = await serve({ ...asksForCertificate, rejectUnauthorized: true });
    const files = { caFile: tlsFixture('authority.crt'), clientCertificate: tlsFixture('client.pem') };
    const http = open(`https://localhost:${server.port}`, { network: await certificates(files) });
    await http.required(anything, { path: '/x' });
    await http.noContent({ method: 'POST', path: '/x', json: {} });
    assert.deepEqual(
      server.requests.map(({ client }) => client),
      ['ana', 'ana'],
    );
  });

  it('are told from those of another connection to the same server', async () => {
    const server = await serve({ ...asksForCertificate, rejectUnauthorized: false });
    const url = `https://localhost:${server.port}`;
    const caFile = tlsFixture('authority.crt');
    const own = await certificates({ caFile, clientCertificate: tlsFixture('client.pem') });
    for (const network of [own, await certificates({ caFile }), own]) {
      await open(url, { network }).required(anything, { path: '/x' });
    }
    assert.deepEqual(
      server.requests.map(({ client }) => client),
      ['ana', undefined, 'ana'],
    );
  });

  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    it(`are asked for, where a server wants one and there is none (${maxVersion})`, async () => {
      const server = await serve({ ...asksForCertificate, rejectUnauthorized: true, maxVersion });
      const network = await certificates({ caFile: tlsFixture('authority.crt') });
      const request = open(`https://localhost:${server.port}`, { network }).required(anything, { path: '/x' });
      assert.match(explain(await rejectsWith(request, 'tls')), /wants a certificate from us.*`clientCertificate`/s);
      assert.equal(server.requests.length, 0);
    });
  }

  it('are of no use where the server does not encrypt', async () => {
    const server = await startLoopbackServer((_, response) => sendJson(response, 200, {}));
    closing.push(server);
    const request = open(server.origin.replace('http:', 'https:')).required(anything, { path: '/x' });
    assert.match(explain(await rejectsWith(request, 'tls')), /does not speak TLS.*port/s);
  });

  describe('are looked at before anything is asked:', () => {
    let folder: string;
    beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'footbridge-tls-'))));
    afterEach(() => rm(folder, { recursive: true }));

    async function refused(setting: 'caFile' | 'clientCertificate', text: string | undefined): Promise<string> {
      const file = path.join(folder, 'some.pem');
      if (text !== undefined) await writeFile(file, text);
      const error = await rejectsWith(certificates({ [setting]: file }), 'configuration');
      assert.ok(error.message.includes(`The ${setting} of helpdesk cannot be used`) && error.message.includes(file));
      assert.doesNotMatch(`${explain(error)} ${error.detail}`, /PRIVATE KEY|BEGIN/);
      return error.message;
    }
    it('a file that is not there, or is none', async () => {
      assert.match(await refused('caFile', undefined), /ENOENT/);
      assert.match(await refused('caFile', 'hello'), /holds no certificate/);
      assert.match(await refused('clientCertificate', 'hello'), /holds no certificate/);
      assert.match(await refused('caFile', fixture('authority.crt').replace(/\n[A-Za-z0-9]/, '\nAAAA')), /damaged/);
    });

    it('a key that is missing, has a passphrase or belongs to another certificate', async () => {
      assert.match(await refused('clientCertificate', fixture('authority.crt')), /holds no private key/);
      assert.match(await refused('clientCertificate', fixture('clientWithPassphrase.pem')), /passphrase/);
      const old =
        '-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n';
      assert.match(await refused('clientCertificate', fixture('authority.crt') + old), /passphrase/);
      const mixed = fixture('authority.crt') + fixture('server.key');
      assert.match(await refused('clientCertificate', mixed), /do not belong together/);
    });

    it('one that has ended', async () => {
      assert.match(await refused('clientCertificate', fixture('clientEnded.pem')), /ended on 2020-01-02/);
    });
  });
});
