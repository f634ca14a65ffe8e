import assert from 'node:assert/strict';
import { backendKinds } from '../../../src/backends/registry.ts';
import type { Credential } from '../../../src/domain/connection.ts';
import { readCertificates } from '../../../src/http/certificates.ts';
import { recordingLog } from '../../fakes/recordingLog.ts';
import { startTlsServer, tlsFixture, type TlsServer } from '../../fakes/servers/tlsServer.ts';

const credentials: Readonly<Record<Credential['type'], Credential>> = {
  token: { type: 'token', token: '1-1-0123456789abcdef' },
  password: { type: 'password', user: 'ana', password: '1-1-0123456789abcdef' },
  session: { type: 'session', token: '1-1-0123456789abcdef' },
  headers: { type: 'headers', headers: { 'x-auth': '1-1-0123456789abcdef' } },
  none: { type: 'none' },
};

describe('Every kind of backend', () => {
  let server: TlsServer;
  beforeEach(async () => void (server = await startTlsServer()));
  afterEach(() => server.close());

  for (const kind of backendKinds.filter(({ signIn }) => signIn.length > 0)) {
    for (const type of kind.signIn) {
      it(`uses the certificates of its connection, and keeps its secret: ${kind.name}, ${type}`, async () => {
        const tls = await readCertificates({ alias: 'desk', caFile: tlsFixture('authority.crt') });
        const log = recordingLog();
        const backend = await kind.open({
          connection: {
            alias: 'desk',
            kind: kind.kind,
            url: `https://localhost:${server.port}`,
            account: 'ana@example.org',
          },
          credential: credentials[type],
          scopes: [],
          network: tls === undefined ? {} : { tls },
          clock: () => new Date(),
          log,
        });
        const said = await backend.whoAmI().then(
          (me) => JSON.stringify(me),
          (error: unknown) => String(error),
        );
        assert.notEqual(server.requests.length, 0, said);
        assert.doesNotMatch(said + log.lines.join('\n'), /0123456789abcdef/);
      });
    }
  }
});
