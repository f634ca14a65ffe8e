import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import path from 'node:path';
import { TLSSocket } from 'node:tls';

/** A file of test/fixtures/tls. */
export function tlsFixture(name: string): string {
  return path.join(import.meta.dirname, '../../fixtures/tls', name);
}

export interface TlsServer {
  readonly port: number;
  /** What came, with the name on the client's certificate. */
  readonly requests: readonly { readonly headers: IncomingMessage['headers']; readonly client: string | undefined }[];
  close(): Promise<void>;
}

/** An HTTPS server on loopback that answers everything with `{}`. Its certificate is for desk.example.org, localhost and 127.0.0.1. */
export async function startTlsServer(options: ServerOptions = {}): Promise<TlsServer> {
  const requests: { headers: IncomingMessage['headers']; client: string | undefined }[] = [];
  const { cert = readFileSync(tlsFixture('server.crt')), key = readFileSync(tlsFixture('server.key')) } = options;
  const server = createServer({ ...options, cert, key }, ({ headers, socket }, response) => {
    const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
    requests.push({ headers, client: subject?.CN?.toString() });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
