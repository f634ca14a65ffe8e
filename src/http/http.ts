import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { Network } from './network.ts';
import { HttpClient, type Received } from './client.ts';
import type { Query } from './query.ts';

export interface HttpOptions {
  /** The connection's alias, for messages. */
  readonly alias: string;
  /** The product that is expected, for messages. */
  readonly product: string;
  /** `https://rt.example.org/rt`. Every request goes below it. */
  readonly baseUrl: string;
  /** Sent with every request to the origin of `baseUrl`, and to no other: the credential. */
  readonly headers: Readonly<Record<string, string>>;
  /** Texts that must not show in a log or message. */
  readonly secrets: readonly string[];
  readonly log: Log;
  /** How the connection's requests go out: `BackendContext.network`. Not optional, so that no backend forgets it. */
  readonly network: Network | undefined;
  /** Milliseconds without a sign of life before it is given up. */
  readonly timeout?: number;
  /** How large an answer may be. */
  readonly maximumBytes?: number;
  /** When a server that refuses wants to be asked again, by headers of its own: milliseconds from now. */
  readonly resetIn?: (headers: Readonly<Record<string, string>>, now: Date) => number | undefined;
  /** Makes the product's own error texts fit for people. */
  readonly clean?: (message: string) => string;
  /** How to wait; a test does not. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

export interface HttpRequest {
  /** Absent: GET. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base address; begins with a slash. */
  readonly path: string;
  readonly query?: Query;
  readonly json?: unknown;
  readonly form?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST that changes nothing, as searches do. It may be repeated, and need not wait its turn. */
  readonly reads?: boolean;
  readonly signal?: AbortSignal;
}

interface HttpAnswer<T> {
  /** 2xx. Some servers tell by it whether something is new (201) or was there already (200). */
  readonly status: number;
  readonly body: T;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The HTTP client of one connection. Reads go four at a time and are repeated after a fault of the moment; writes go one by one
 * and are never repeated: who sent one that got no answer has to look.
 * @throws {DeskError} from every method; `transportFailure` says what a failure means for a write.
 */
export interface Http {
  /** An answer that has to be there, parsed. */
  required<S extends v.GenericSchema>(schema: S, request: HttpRequest): Promise<HttpAnswer<v.InferOutput<S>>>;
  /** The same; undefined where there is no such thing (404). */
  optional<S extends v.GenericSchema>(
    schema: S,
    request: HttpRequest,
  ): Promise<HttpAnswer<v.InferOutput<S>> | undefined>;
  /** A read that costs nothing where nothing has changed: undefined, if what is there still has this entity tag (RFC 9110, 13.1.2). */
  changed<S extends v.GenericSchema>(
    schema: S,
    request: HttpRequest,
    etag: string,
  ): Promise<HttpAnswer<v.InferOutput<S>> | undefined>;
  /** Only that it worked; what came is not looked at. */
  noContent(request: HttpRequest): Promise<HttpAnswer<undefined>>;
}

/** @throws `configuration` if the base address is none for HTTP, or holds a password. */
export function createHttp(options: HttpOptions): Http {
  const client = new HttpClient(options);
  const required: Http['required'] = async (schema, request) => parse(schema, await client.send(request), options);
  return {
    required,
    async optional(schema, request) {
      try {
        return await required(schema, request);
      } catch (error) {
        if (DeskError.is(error, 'notFound')) return undefined;
        throw error;
      }
    },
    async changed(schema, request, etag) {
      const received = await client.send({ ...request, headers: { ...request.headers, 'if-none-match': etag } });
      return received.unchanged ? undefined : parse(schema, received, options);
    },
    async noContent(request) {
      const { status, headers } = await client.send(request);
      return { status, body: undefined, headers };
    },
  };
}

function parse<S extends v.GenericSchema>(
  schema: S,
  { status, body, headers, place }: Received,
  { alias, product }: HttpOptions,
): HttpAnswer<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, body.type === 'json' ? body.value : undefined);
  if (parsed.success) return { status, body: parsed.output, headers };
  const [issue] = parsed.issues;
  // The path and what was expected, never the value: it may be anybody's text.
  const detail = `${place}: ${v.getDotPath(issue) ?? ''} expected ${issue.expected ?? issue.type}`;
  throw new DeskError('invalidResponse', l10n.t('{0} does not answer as {1} does.', alias, product), {
    detail,
    next: l10n.t(
      'Check that the address of the connection is right, and that this version of {0} is supported.',
      product,
    ),
  });
}
