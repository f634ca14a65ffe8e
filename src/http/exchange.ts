import axios from 'axios';
import type { Transport } from './transport.ts';

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds without a sign of life. */
  readonly idle: number;
  /** Milliseconds for the whole. */
  readonly deadline: number;
  readonly maximumBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly transport: Transport;
}

/** What came back, whatever its status. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Sends one request and follows nothing: a redirect is an answer, so that no header ever goes to an origin that was not asked.
 * @throws the transport's own error, with a `code`.
 */
export async function exchange(request: WireRequest): Promise<WireAnswer> {
  const late = AbortSignal.timeout(request.deadline);
  const response = await axios.request<string>({
    adapter: 'http',
    transport: request.transport,
    // The transport knows the proxy. axios would take one from the environment, in the editor too, which has its own.
    proxy: false,
    method: request.method,
    url: request.url.href,
    headers: { ...request.headers },
    data: request.body,
    timeout: request.idle,
    timeoutErrorMessage: 'timeout',
    transitional: { clarifyTimeoutError: true },
    signal: request.signal === undefined ? late : AbortSignal.any([late, request.signal]),
    maxRedirects: 0,
    maxContentLength: request.maximumBytes,
    maxBodyLength: request.maximumBytes,
    responseType: 'text',
    validateStatus: () => true,
    // Text stays text: what it is, is for the caller to find out.
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  });
  return { status: response.status, headers: plainHeaders(response.headers), text: response.data };
}

function plainHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]: [string, unknown]) => [name.toLowerCase(), String(value)]),
  );
}
