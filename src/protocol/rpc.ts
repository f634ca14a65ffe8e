import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../domain/errors.ts';
import { errorOf, problemOf, problemSchema } from './problem.ts';

/** The one way between the editor and a page. It carries what JSON can hold. */
export interface Transport {
  send(message: unknown): void;
  /** Gives every message that arrives to one listener, until the returned function is called. */
  listen(listener: (message: unknown) => void): () => void;
}

interface Message {
  readonly type: string;
}

/** The schemas of the answers, by type of message. A message without one has no answer: it is an event. */
type Schemas<Answers> = { readonly [Type in keyof Answers]: v.GenericSchema<unknown, Answers[Type]> };

interface RpcOptions<In extends Message, Answers> {
  readonly transport: Transport;
  readonly incoming: v.GenericSchema<unknown, In>;
  /** The answers to what this side asks. */
  readonly replies: Schemas<Answers>;
  /** Takes every message. What it returns is the answer to a request; what it throws is thrown at the other end. */
  handle(message: In): unknown;
  /** Told of what nobody waits for: an event that failed, a message that is none. */
  onError(error: unknown): void;
}

// Ids differ between two lives of one page, so that an answer to the first never reaches the second.
const id = v.string();

const envelopeSchema = v.variant('kind', [
  v.object({ kind: v.literal('event'), body: v.unknown() }),
  v.object({ kind: v.literal('request'), id, body: v.unknown() }),
  v.object({ kind: v.literal('reply'), id, body: v.unknown() }),
  v.object({ kind: v.literal('failure'), id, problem: problemSchema }),
]);

type Envelope = v.InferOutput<typeof envelopeSchema>;

interface Pending {
  settle(body: unknown): void;
  fail(error: unknown): void;
}

/**
 * One end of a conversation: events without an answer, requests with one, both ways over one transport.
 * Both ends parse what they get; nothing is lost silently, and no request outlives its end.
 */
export class Rpc<Out extends Message, In extends Message, Answers> {
  readonly #options: RpcOptions<In, Answers>;
  readonly #pending = new Map<string, Pending>();
  readonly #life = Math.random().toString(36).slice(2);
  readonly #stop: () => void;
  #count = 0;
  #disposed = false;

  constructor(options: RpcOptions<In, Answers>) {
    this.#options = options;
    this.#stop = options.transport.listen((message) => this.#receive(message));
  }

  send(message: Exclude<Out, { readonly type: keyof Answers }>): void {
    this.#post({ kind: 'event', body: message });
  }

  /**
   * @param options.seconds how long to wait; absent: as long as it takes, where a person is asked something.
   * @throws {DeskError} that of the other end; `timeout` if it does not answer; `unavailable` if this end is disposed first.
   */
  async request<Type extends keyof Answers & Out['type']>(
    message: Extract<Out, { readonly type: Type }>,
    { seconds }: { readonly seconds?: number } = {},
  ): Promise<Answers[Type]> {
    if (this.#disposed) throw closed();
    const schema = this.#options.replies[message.type];
    this.#count += 1;
    const requestId = `${this.#life}-${this.#count}`;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const body = await new Promise<unknown>((settle, fail) => {
        this.#pending.set(requestId, { settle, fail });
        if (seconds !== undefined) timer = setTimeout(() => fail(late(seconds)), seconds * 1000);
        this.#post({ kind: 'request', id: requestId, body: message });
      });
      return parse(schema, body);
    } finally {
      clearTimeout(timer);
      this.#pending.delete(requestId);
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#stop();
    for (const pending of this.#pending.values()) pending.fail(closed());
  }

  #post(envelope: Envelope): void {
    if (!this.#disposed) this.#options.transport.send(envelope);
  }

  #receive(message: unknown): void {
    const parsed = v.safeParse(envelopeSchema, message);
    if (!parsed.success) return this.#options.onError(unreadable(parsed.issues[0].message));
    const envelope = parsed.output;
    switch (envelope.kind) {
      case 'event':
        this.#answer(envelope.body).catch((error: unknown) => this.#options.onError(error));
        return;
      case 'request':
        this.#answer(envelope.body).then(
          (body) => this.#post({ kind: 'reply', id: envelope.id, body: body ?? null }),
          (error: unknown) => this.#post({ kind: 'failure', id: envelope.id, problem: problemOf(error) }),
        );
        return;
      case 'reply':
        this.#pending.get(envelope.id)?.settle(envelope.body);
        return;
      case 'failure':
        this.#pending.get(envelope.id)?.fail(errorOf(envelope.problem));
        return;
      default:
        envelope satisfies never;
    }
  }

  async #answer(body: unknown): Promise<unknown> {
    return this.#options.handle(parse(this.#options.incoming, body));
  }
}

function parse<T>(schema: v.GenericSchema<unknown, T>, body: unknown): T {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw unreadable(`${v.getDotPath(issue) ?? 'message'}: ${issue.message}`);
}

function unreadable(detail: string): DeskError {
  return new DeskError('invalidResponse', l10n.t('The panel and the editor do not understand each other.'), {
    detail,
    next: l10n.t('Close the panel and open it again; if that does not help, reload the window.'),
  });
}

function late(seconds: number): DeskError {
  return new DeskError('timeout', l10n.t('The editor did not answer within {0} seconds.', seconds), {
    next: l10n.t('Refresh to see whether it was done, then try again.'),
  });
}

function closed(): DeskError {
  return new DeskError('unavailable', l10n.t('The panel was closed.'));
}
