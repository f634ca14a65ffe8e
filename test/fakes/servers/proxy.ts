import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface FakeProxy {
  /** Host and port. */
  readonly host: string;
  /** The first lines that came: `CONNECT desk.example.org:443`, `GET http://desk.example.org/x`. */
  readonly asked: string[];
  readonly headers: IncomingMessage['headers'][];
  close(): Promise<void>;
}

interface ProxyOptions {
  /** The port on loopback where every host is. */
  readonly target: number;
  /** What it answers instead of letting through. */
  readonly refuses?: number;
  /** User and password that it wants. */
  readonly account?: string;
}

/** A proxy as companies have them: tunnels for https, whole addresses for http. It finds every host on loopback. */
export async function startProxy({ target, refuses, account }: ProxyOptions): Promise<FakeProxy> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const sockets = new Set<Socket | Duplex>();
  const statusFor = (incoming: IncomingMessage): number => {
    asked.push(`${incoming.method} ${incoming.url}`);
    headers.push(incoming.headers);
    const signIn = `Basic ${Buffer.from(account ?? '').toString('base64')}`;
    return account !== undefined && incoming.headers['proxy-authorization'] !== signIn ? 407 : (refuses ?? 200);
  };
  const server = createServer((incoming, response) => {
    const status = statusFor(incoming);
    if (status === 200) pass(incoming, response, target);
    else response.writeHead(status, { 'content-type': 'text/html' }).end('<html>The proxy says no</html>');
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (incoming, socket) => {
    sockets.add(socket);
    const status = statusFor(incoming);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\nproxy-authenticate: Basic realm="x"\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const there = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket);
      socket.pipe(there);
    });
    sockets.add(there);
    there.on('error', () => socket.destroy());
    socket.on('error', () => there.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    host: `127.0.0.1:${address.port}`,
    asked,
    headers,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass(incoming: IncomingMessage, response: ServerResponse, target: number): void {
  const { pathname, search } = new URL(incoming.url ?? '');
  const { 'proxy-authorization': _, ...headers } = incoming.headers;
  const options = { port: target, host: '127.0.0.1', method: incoming.method, path: pathname + search, headers };
  const onward = forward(options, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  incoming.pipe(onward);
}
