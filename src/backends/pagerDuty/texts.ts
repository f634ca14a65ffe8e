import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Markdown } from '../../domain/ticket.ts';

/** The line under a note that says which commit (or other cause) it is of. Other clients, and people, see it. */
export function markerLine(marker: string): string {
  return `[footbridge:${marker.replaceAll(/[\r\n]+/g, ' ')}]`;
}

/** A note is plain text, whatever it looks like. */
export function noteText(content: string): Markdown {
  return plainToMarkdown(withoutMarker(content)).trim();
}

function withoutMarker(text: string): string {
  const trimmed = text.trimEnd();
  const line = lastLine(trimmed);
  return isMarker(line) ? trimmed.slice(0, -line.length) : trimmed;
}

/** Whether a note tells of a commit: its marker is that of the commit, as updates write it. */
export function tellsOf(content: string, sha: string): boolean {
  const line = lastLine(content.trimEnd());
  return isMarker(line) && line.endsWith(`@${sha}]`);
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function isMarker(line: string): boolean {
  return line.startsWith('[footbridge:') && line.endsWith(']');
}
