import { retryAfter } from './retryAfter.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the server says about it. */
  readonly message: string | undefined;
}

type ResetIn = (headers: Answer['headers'], now: Date) => number | undefined;

/** What an answer says about asking again. */
export interface Patience {
  /** Whether there were too many requests. */
  readonly isLimit: boolean;
  /** Whether the same read may work in a moment. */
  readonly momentary: boolean;
  /** Milliseconds that the server wants to be left alone. */
  readonly wait: number | undefined;
}

/** GitHub's own advice for its secondary limits, where it does not say how long. */
const secondaryPause = 60_000;
/** A longer wait is not believed: by a mistake of the server the connection would stay shut until the window is closed. */
const longestWait = 3_600_000;

export function patienceWith(answer: Answer, resetIn: ResetIn | undefined): Patience {
  const { status, headers } = answer;
  const isLimit = status === 429 || (status === 403 && isLimited(answer));
  const momentary = isLimit || [502, 503, 504].includes(status);
  if (!momentary) return { isLimit, momentary, wait: undefined };
  const now = new Date();
  const said = retryAfter(headers['retry-after'], now) ?? resetIn?.(headers, now);
  const wait = said ?? (isSecondary(answer) ? secondaryPause : undefined);
  return { isLimit, momentary, wait: wait === undefined ? undefined : Math.min(wait, longestWait) };
}

/**
 * Whether a 403 is about the number of requests and not about rights, as GitHub answers it: with `Retry-After`, with none remaining, or
 * for its secondary limits with neither of them, so that only its words tell.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function isLimited(answer: Answer): boolean {
  const { headers } = answer;
  const remaining = headers['x-ratelimit-remaining'] ?? headers['ratelimit-remaining'];
  return headers['retry-after'] !== undefined || remaining?.trim() === '0' || isSecondary(answer);
}

function isSecondary({ status, message = '' }: Answer): boolean {
  return [403, 429].includes(status) && /\bsecondary rate limit\b/i.test(message);
}
