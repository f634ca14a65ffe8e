import http from 'node:http';
import https from 'node:https';
import type { Network } from './network.ts';
import { proxyAuthorization, proxyPlace, requester, TunnelAgent } from './tunnel.ts';

type Options = Omit<http.RequestOptions, 'headers'> & { readonly headers?: http.OutgoingHttpHeaders };
type Answered = (answer: http.IncomingMessage) => void;

/** What axios sends with: node's own `request`, with what the connection adds to it. */
export interface Transport {
  request(options: Options, answered: Answered): http.ClientRequest;
}

interface TransportOptions {
  /** Where every request of the connection goes. */
  readonly address: URL;
  readonly network: Network | undefined;
  /** The proxy that stands before it, as `network` knows. */
  readonly proxy: URL | undefined;
  /** Milliseconds until there is a connection. */
  readonly timeout: number;
}

/**
 * The transport of one connection.
 *
 * VS Code puts its proxy and its certificates in by replacing `request` in the objects that `node:http` and `node:https` export by
 * default, and it replaces the agent of a request by its own. So what a connection adds goes into the options of each request.
 */
export function createTransport({ address, network, proxy, timeout }: TransportOptions): Transport {
  const send = senderFor(address, network, proxy, timeout);
  return {
    request(options, answered) {
      const request = send(options, answered);
      endIfUnconnected(request, timeout);
      return request;
    },
  };
}

function senderFor(
  address: URL,
  network: Network | undefined,
  proxy: URL | undefined,
  timeout: number,
): Transport['request'] {
  if (address.protocol === 'https:') {
    const agent = proxy === undefined ? {} : { agent: new TunnelAgent(proxy, timeout) };
    return (options, answered) => https.request({ ...options, ...agent, ...network?.tls }, answered);
  }
  if (proxy === undefined) return (options, answered) => http.request(options, answered);
  // Without encryption the proxy asks in our place: it gets the whole address (RFC 9112, 3.2.2).
  return (options, answered) =>
    requester(proxy)(
      {
        ...options,
        ...proxyPlace(proxy),
        path: `${address.origin}${options.path ?? '/'}`,
        headers: { ...options.headers, host: address.host, ...proxyAuthorization(proxy) },
      },
      answered,
    );
}

/** axios sees to the silence on a connection; that there is none at all is seen to here. */
function endIfUnconnected(request: http.ClientRequest, timeout: number): void {
  const late = Object.assign(new Error('no connection'), { code: 'ETIMEDOUT', syscall: 'connect' });
  const timer = setTimeout(() => request.destroy(late), timeout);
  const connected = (): void => clearTimeout(timer);
  request.once('close', connected);
  request.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', connected);
    else connected();
  });
}
