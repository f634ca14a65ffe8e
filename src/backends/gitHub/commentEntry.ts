import type { Entry, Person } from '../../domain/ticket.ts';
import { readMarked } from './marker.ts';
import type { WireComment } from './schema.ts';

/** What the marker of a comment begins with that links a commit; the address follows. */
const linkPrefix = 'link:';

export function linkMarker(url: string): string {
  return `${linkPrefix}${url}`;
}

/** The address of the commit that a comment of ours links; undefined for any other comment. */
export function linkedUrl(body: string): string | undefined {
  const { marker } = readMarked(body);
  return marker?.startsWith(linkPrefix) === true ? marker.slice(linkPrefix.length) : undefined;
}

/** A comment as a note, without its marker; or as a link, where it was written for one. */
export function commentEntry(
  { id, user, created_at: at, body }: WireComment,
  personOf: (login: string) => Person,
): Entry {
  return {
    id: `comment-${id}`,
    at,
    author: personOf(user),
    kind: linkedUrl(body) === undefined ? 'note' : 'link',
    audience: 'internal',
    body: readMarked(body).body,
  };
}
