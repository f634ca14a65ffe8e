/**
 * Why something did not work, as a program needs to know it. Match on this, never on a message.
 *
 * - `usage`: the caller gave something wrong; `notFound`, `ambiguous`: a ticket reference that names none or several
 * - `notSignedIn`: there is no credential; `unauthorized`: there is one and the backend does not take it
 * - `forbidden`, `refused`: the account may not, or the ticket's workflow or rules say no
 * - `conflict`: somebody was faster; `taken`: the ticket is somebody else's
 * - `offline`, `timeout`, `tls`, `proxy`: the backend was not reached; `rateLimited`, `unavailable`: it was, and asks for patience
 * - `invalidResponse`: what came is not what this product answers
 * - `configuration`: settings, the link file or git are not as they need to be
 * - `unsupported`: this backend cannot do that; `unconfirmed`: a write was sent and its effect could not be seen
 */
export type Reason =
  | 'usage'
  | 'notFound'
  | 'ambiguous'
  | 'notSignedIn'
  | 'unauthorized'
  | 'forbidden'
  | 'refused'
  | 'conflict'
  | 'taken'
  | 'offline'
  | 'timeout'
  | 'tls'
  | 'proxy'
  | 'rateLimited'
  | 'unavailable'
  | 'invalidResponse'
  | 'configuration'
  | 'unsupported'
  | 'unconfirmed';

interface DeskErrorOptions {
  readonly cause?: unknown;
  /** For the log only: never shown, never a secret. */
  readonly detail?: string;
  /** What the user can do next, as a sentence. */
  readonly next?: string;
}

/** The one error class of Footbridge. Its message says what failed, and where; `next` says what to do. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly reason: Reason;
  readonly detail: string | undefined;
  readonly next: string | undefined;

  constructor(reason: Reason, message: string, options: DeskErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.reason = reason;
    this.detail = options.detail;
    this.next = options.next;
  }

  static is(error: unknown, ...reasons: readonly Reason[]): error is DeskError {
    return error instanceof DeskError && (reasons.length === 0 || reasons.includes(error.reason));
  }
}

/** The same failure with more to say, for example that a part is done. Anything but a `DeskError` stays as it is. */
export function retold(error: unknown, tell: (message: string) => string): unknown {
  if (!DeskError.is(error)) return error;
  const { reason, message, detail, next } = error;
  return new DeskError(reason, tell(message), {
    cause: error,
    ...(detail === undefined ? {} : { detail }),
    ...(next === undefined ? {} : { next }),
  });
}

/** Whether a failure says only that the backend could not be reached, so that what is known stays and nobody is alarmed. */
export function isOffline(error: unknown): boolean {
  return DeskError.is(error, 'offline', 'timeout', 'proxy', 'tls', 'unavailable', 'rateLimited');
}

/** The whole of what a user needs: the message and the next step, in one paragraph. */
export function explain(error: unknown): string {
  if (error instanceof DeskError) return error.next === undefined ? error.message : `${error.message} ${error.next}`;
  return error instanceof Error ? error.message : String(error);
}
