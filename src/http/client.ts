import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import { addressOf } from './address.ts';
import { messageIn, readBody, type Body } from './body.ts';
import { exchange, type WireAnswer, type WireRequest } from './exchange.ts';
import type { HttpOptions, HttpRequest } from './http.ts';
import { createLimiter } from './limiter.ts';
import { createRedactor } from './redact.ts';
import { patienceWith } from './patience.ts';
import { sendingWrite } from './sentWrites.ts';
import { brokenOff, elsewhere, statusFailure, webPage } from './statusFailure.ts';
import { transportFailure, type Place } from './transportFailure.ts';
import { createTransport, type Transport } from './transport.ts';
import { defaultTimeout, wireRequest } from './wireRequest.ts';

/** An answer that says that it worked. */
export interface Received {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  /** What is there is what the request says that it knows (304). */
  readonly unchanged: boolean;
  /** The address that was asked, fit for a log. */
  readonly place: string;
}

interface Failure {
  readonly error: DeskError;
  /** Whether a read may be tried again. */
  readonly momentary: boolean;
  /** Milliseconds that the server wants to be left alone. */
  readonly wait?: number;
}

const readsAtOnce = 4;
/** How often a read is tried, and what it waits before the second time; twice that before the third. */
const attempts = 3;
const firstPause = 500;
/** A server that wants to be left alone for longer than this, in one go or in several, is not waited for. */
const longestPause = 30_000;
const mostRedirects = 5;

/** Sends the requests of one connection: in turn, with patience, and never to another origin. */
export class HttpClient {
  readonly #options: HttpOptions;
  readonly #address: string;
  readonly #transport: Transport;
  /** Host and port of the proxy before it, where it is not the editor's. */
  readonly #proxy: string | undefined;
  readonly #redact: (text: string) => string;
  readonly #reads = createLimiter(readsAtOnce);
  readonly #writes = createLimiter(1);
  #notBefore = 0;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#address = addressOf(options.alias, options.baseUrl);
    this.#redact = createRedactor(options.secrets);
    demandSendable(options);
    const { network, timeout = defaultTimeout } = options;
    const address = new URL(this.#address);
    const proxy = network?.proxyFor?.(address);
    this.#proxy = proxy?.host;
    this.#transport = createTransport({ address, network, proxy, timeout });
  }

  /** @throws {DeskError} where the answer, or that there is none, says that it did not work. */
  async send(request: HttpRequest): Promise<Received> {
    const reads = request.reads === true || (request.method ?? 'GET') === 'GET';
    if (reads) return this.#reads(() => this.#insist(request, attempts), request.signal);
    return sendingWrite(() => this.#writes(() => this.#insist(request, 1), request.signal));
  }

  async #insist(request: HttpRequest, tries: number): Promise<Received> {
    let waited = 0;
    for (let attempt = 1; ; attempt++) {
      await this.#untilWelcome(request.signal);
      const outcome = await this.#once(request);
      if (!('error' in outcome)) return outcome;
      const { error, momentary, wait } = outcome;
      if (wait !== undefined) this.#notBefore = Math.max(this.#notBefore, Date.now() + wait);
      waited += wait ?? 0;
      if (!momentary || attempt >= tries || waited > longestPause) throw error;
      // With jitter, so that the windows of a whole team do not come back at the same moment.
      if (wait === undefined) await this.#sleep(firstPause * 2 ** (attempt - 1) * (1 + Math.random()), request.signal);
    }
  }

  /** Waits out what the server has asked for, with whichever request. */
  async #untilWelcome(signal: AbortSignal | undefined): Promise<void> {
    const rest = this.#notBefore - Date.now();
    if (rest <= 0) return;
    if (rest > longestPause) {
      throw new DeskError('rateLimited', l10n.t('{0} wants to be left alone.', this.#options.alias), {
        next: l10n.t('Try again in {0} seconds.', Math.ceil(rest / 1000)),
      });
    }
    await this.#sleep(rest, signal);
  }

  async #once(request: HttpRequest): Promise<Received | Failure> {
    let wire = wireRequest(request, { address: this.#address, transport: this.#transport }, this.#options);
    const { origin } = wire.url;
    for (let redirects = 0; ; redirects++) {
      const { alias, product } = this.#options;
      const place: Place = { alias, product, url: wire.url, proxy: this.#proxy };
      const answer = await this.#exchange(wire, place);
      if ('error' in answer) return answer;
      const target = targetOf(answer, wire);
      if (target === undefined) return this.#judge(answer, place);
      if (target.origin !== origin) return { error: elsewhere(place, target), momentary: false };
      if (wire.method !== 'GET' || redirects === mostRedirects) return { error: webPage(place), momentary: false };
      wire = { ...wire, url: target };
    }
  }

  async #exchange(wire: WireRequest, place: Place): Promise<WireAnswer | Failure> {
    wire.signal?.throwIfAborted();
    const began = Date.now();
    const line = `${wire.method} ${this.#redact(wire.url.href)}`;
    try {
      const answer = await exchange(wire);
      this.#options.log.debug(`${line}: ${answer.status}, ${answer.text.length} characters, ${Date.now() - began} ms`);
      return answer;
    } catch (error) {
      // Who cancelled knows why.
      wire.signal?.throwIfAborted();
      const failure = this.#hide(transportFailure(error, place, Math.round(wire.idle / 1000)));
      this.#options.log.debug(`${line}: ${failure.detail ?? failure.reason}, ${Date.now() - began} ms`);
      return { error: failure, momentary: failure.reason === 'unavailable' };
    }
  }

  #judge({ status, headers, text }: WireAnswer, place: Place): Received | Failure {
    const body = readBody(headers['content-type'] ?? '', text);
    if ((status >= 200 && status < 300) || status === 304) {
      if (body.type === 'html') return { error: webPage(place), momentary: false };
      if (body.type === 'broken') return { error: brokenOff(place), momentary: true };
      return { status, body, headers, unchanged: status === 304, place: `${place.url.origin}${place.url.pathname}` };
    }
    const said = messageIn(body);
    const message = said === undefined ? undefined : (this.#options.clean?.(said) ?? said);
    const { isLimit, momentary, wait } = patienceWith({ status, headers, message }, this.#options.resetIn);
    const seconds = wait === undefined ? undefined : Math.ceil(wait / 1000);
    const error = this.#hide(statusFailure({ status, body, message, wait: seconds, isLimit }, place));
    return wait === undefined ? { error, momentary } : { error, momentary, wait };
  }

  /** What a server says may hold what it was sent. */
  #hide({ reason, message, detail, next }: DeskError): DeskError {
    return new DeskError(reason, this.#redact(message), {
      ...(detail === undefined ? {} : { detail: this.#redact(detail) }),
      ...(next === undefined ? {} : { next: this.#redact(next) }),
    });
  }

  async #sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    const pause = this.#options.sleep ?? ((time: number) => sleep(time, undefined, { signal }));
    try {
      await pause(milliseconds);
    } finally {
      // Who cancelled knows why.
      signal?.throwIfAborted();
    }
  }
}

/** axios would leave out what cannot be sent, and the server would see another secret. */
function demandSendable({ alias, headers }: HttpOptions): void {
  // Printable characters of Latin-1 (RFC 9110, 5.5).
  if (Object.values(headers).every((value) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value))) return;
  throw new DeskError('configuration', l10n.t('The sign-in of {0} holds characters that cannot be sent.', alias), {
    next: l10n.t('Sign in to {0} again, and copy the token as it was given to you.', alias),
  });
}

/** Where a redirect leads; undefined if the answer is none. */
function targetOf({ status, headers }: WireAnswer, { url }: WireRequest): URL | undefined {
  const { location } = headers;
  if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, url.href)) return undefined;
  return new URL(location, url);
}
