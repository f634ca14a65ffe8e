import { withLineFeeds } from './texts.ts';

/** The marker of the note that links a commit. Its address is all that it is known by. */
export function commitMarker(url: string): string {
  return `commit:${url}`;
}

/** The address of the commit that a note links; undefined for any other note. */
export function linkedCommit(notes: string): string | undefined {
  return /\n\[footbridge:commit:(\S+)\]$/.exec(withLineFeeds(notes).trimEnd())?.[1];
}

export function isCommitLink(notes: string): boolean {
  return linkedCommit(notes) !== undefined;
}
