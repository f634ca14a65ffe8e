import type { WireNote } from './schema.ts';
import { markerOf } from './texts.ts';

/** What a note says of a commit: that of Footbridge its address, that of GitLab its name. */
type CommitMark = { readonly url: string } | { readonly sha: string; readonly project: string | undefined };

const prefix = 'commit:';

export function commitMarker(url: string): string {
  return `${prefix}${url}`;
}

/**
 * The commit that a note is about. GitLab notes by itself `mentioned in commit group/project@1a2b…` when one is pushed that names the issue.
 * A marker counts in internal notes only: who writes to the service desk could send one too.
 */
export function commitOf({
  body,
  system,
  internal,
}: Pick<WireNote, 'body' | 'system' | 'internal'>): CommitMark | undefined {
  if (system) {
    const [, project, sha] = /^mentioned in commit (?:([\w./-]+)@)?([0-9a-f]{7,64})$/.exec(body.trim()) ?? [];
    return sha === undefined ? undefined : { sha, project };
  }
  const marker = internal ? markerOf(body) : undefined;
  return marker?.startsWith(prefix) === true ? { url: marker.slice(prefix.length) } : undefined;
}
