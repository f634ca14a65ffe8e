import type { WireRequest } from './exchange.ts';
import type { HttpOptions, HttpRequest } from './http.ts';
import type { Transport } from './transport.ts';
import { serialiseQuery } from './query.ts';
import { userAgent } from './userAgent.ts';

export const defaultTimeout = 30_000;
/** Slow is not dead: as long as something comes, an answer may take this many times the time-out. */
const patience = 4;
const defaultMaximumBytes = 32 * 1024 * 1024;

/** A request as it goes to a connection's own origin. */
export function wireRequest(
  request: HttpRequest,
  { address, transport }: { readonly address: string; readonly transport: Transport },
  options: HttpOptions,
): WireRequest {
  const { timeout = defaultTimeout, maximumBytes = defaultMaximumBytes } = options;
  const { query = [] } = request;
  const search = query.length === 0 ? '' : `?${serialiseQuery(query)}`;
  const content = contentOf(request);
  return {
    method: request.method ?? 'GET',
    url: new URL(`${address}${request.path}${search}`),
    headers: {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(content === undefined ? {} : { 'content-type': content.type }),
      ...request.headers,
      ...options.headers,
    },
    ...(content === undefined ? {} : { body: content.text }),
    idle: timeout,
    deadline: timeout * patience,
    maximumBytes,
    signal: request.signal,
    transport,
  };
}

function contentOf({ json, form }: HttpRequest): { readonly type: string; readonly text: string } | undefined {
  if (form !== undefined) {
    return { type: 'application/x-www-form-urlencoded; charset=utf-8', text: serialiseQuery(form) };
  }
  return json === undefined ? undefined : { type: 'application/json; charset=utf-8', text: JSON.stringify(json) };
}
