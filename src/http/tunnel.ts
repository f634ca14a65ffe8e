import http from 'node:http';
import https from 'node:https';
import { PassThrough, type Duplex } from 'node:stream';

/** A proxy that does not let a request through, or does not speak with us. Nothing has reached the server behind it. */
export class ProxyFailure extends Error {
  readonly code = 'EPROXY';
  /** What it answered; absent: nothing. */
  readonly status: number | undefined;

  constructor(message: string, options: { readonly status?: number | undefined; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.status = options.status;
  }
}

type Connected = (error: Error | null, stream: Duplex) => void;

/** Connections through a proxy's `CONNECT` (RFC 9110, 9.3.6): it sees the host, and neither path nor header nor credential. */
export class TunnelAgent extends https.Agent {
  readonly #proxy: URL;
  readonly #timeout: number;

  /** @param timeout milliseconds for the proxy to open the way. */
  constructor(proxy: URL, timeout: number) {
    super({ keepAlive: true });
    this.#proxy = proxy;
    this.#timeout = timeout;
  }

  override createConnection(options: https.RequestOptions, connected: Connected): undefined {
    // Node looks at the error first.
    const fail = (error: Error): void => connected(error, new PassThrough());
    const host = options.host?.includes(':') === true ? `[${options.host}]` : options.host;
    const target = `${host}:${options.port}`;
    const connect = requester(this.#proxy)({
      ...proxyPlace(this.#proxy),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyAuthorization(this.#proxy) },
      agent: false,
    });
    connect.setTimeout(this.#timeout, () => connect.destroy(new ProxyFailure('no answer', {})));
    connect.once('connect', ({ statusCode: status = 0 }, socket) => {
      if (status >= 200 && status < 300) {
        connect.setTimeout(0);
        const through: https.RequestOptions & { readonly socket: Duplex } = { ...options, socket };
        const stream = super.createConnection(through);
        if (stream) connected(null, stream);
        return;
      }
      socket.destroy();
      fail(new ProxyFailure(`CONNECT was answered with HTTP ${status}`, { status }));
    });
    connect.once('error', (error) =>
      fail(error instanceof ProxyFailure ? error : new ProxyFailure(error.message, { cause: error })),
    );
    connect.end();
    return undefined;
  }
}

export function requester(url: URL): typeof http.request {
  return url.protocol === 'https:' ? https.request : http.request;
}

export function proxyPlace({ protocol, hostname, port }: URL): http.RequestOptions {
  return { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port: port || (protocol === 'https:' ? 443 : 80) };
}

/** The user and password of the proxy's address, for the proxy alone. */
export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = `${unescaped(username)}:${unescaped(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** A user or password with a `%` that escapes nothing is meant as it stands. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
