import { webOf } from './gitHubJson.ts';
import type { FakeGitHubStore, FakeIssue, FakeLogin, FakeRepository } from './gitHubStore.ts';
import type { ReceivedRequest } from './loopbackServer.ts';

/** What a handler knows of a request. */
export interface FakeContext {
  readonly request: ReceivedRequest;
  readonly user: FakeLogin;
  /** Below the repository: `/issues/7/labels`; of a request without one, below `/api/v3`. */
  readonly path: string;
  readonly repository: FakeRepository | undefined;
  /** The issue that the path names, where it is still there. */
  readonly issue: FakeIssue | undefined;
  readonly query: URLSearchParams;
  readonly base: string;
  readonly store: FakeGitHubStore;
  readonly violation: (what: string) => void;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const notFound: FakeAnswer = {
  status: 404,
  body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
};

/** A page with the link to the next one: by the number of the repository, and with a cursor that only GitHub understands. */
export function pageOf<T>(
  rows: readonly T[],
  { query, base, path, repository, issue, violation }: FakeContext,
  toJson: (row: T) => unknown,
): FakeAnswer {
  if (query.has('page') && !query.has('after')) violation('page addresses are GitHub’s to make');
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const start = Number(
    Buffer.from(query.get('after') ?? '', 'base64url')
      .toString()
      .replace('cursor:', '') || 0,
  );
  const end = start + size;
  const body = rows.slice(start, end).map(toJson);
  if (end >= rows.length) return { status: 200, body };
  const next = new URLSearchParams(query);
  next.set('after', Buffer.from(`cursor:${end}`).toString('base64url'));
  next.set('page', String(end / size + 1));
  const where = repository === undefined ? '' : `/repositories/${repository.id}`;
  const address = `${base}${where}${path.replace('/N', `/${issue?.number}`)}?${next.toString()}`;
  return { status: 200, body, headers: { link: `<${webOf(base)}/help>; rel="help", <${address}>; rel="next"` } };
}
