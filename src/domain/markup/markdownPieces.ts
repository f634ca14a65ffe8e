import type { Markdown } from '../ticket.ts';

/** How much is parsed at once: some 50 ms of work, and what the parser's quadratic parts are still quick for. */
const pieceSize = 8000;

/**
 * Cuts a long text into pieces that can be parsed one by one, so that a page is never busy for long.
 * It cuts where a paragraph ends, if there is such a place; a code block that is cut goes on in the next piece.
 * Link definitions hold within their piece only.
 */
export function splitMarkdown(text: Markdown, size = pieceSize): Markdown[] {
  if (text.length <= size) return [text];
  const pieces: string[] = [];
  let piece = '';
  let fence: string | undefined;
  for (const line of linesOf(text, size)) {
    const atBoundary = fence === undefined && piece.length > size / 2 && startsAfresh(piece, line);
    if (piece !== '' && (atBoundary || piece.length + line.length > size)) {
      pieces.push(piece);
      piece = fence ?? '';
    }
    piece += line;
    fence = fenceAfter(line, fence);
  }
  pieces.push(piece);
  return pieces;
}

/** The lines of a text with their ends; a line longer than a piece counts as several. */
function* linesOf(text: string, size: number): Iterable<string> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    let end = newline === -1 ? text.length : newline + 1;
    if (end - start > size / 2) {
      end = start + Math.floor(size / 2);
      // A character of two halves stays whole.
      if (/[\uDC00-\uDFFF]/.test(text.charAt(end))) end -= 1;
    }
    yield text.slice(start, end);
    start = end;
  }
}

/** Whether the last line was blank and the next belongs to nothing above it. */
function startsAfresh(before: string, line: string): boolean {
  return /\n[ \t]*\r?\n$/.test(before.slice(-200)) && /^\S/.test(line);
}

const fenceLine = /^ {0,3}(`{3,100}|~{3,100})/;

/** The line that opens the code block which is open after a line; undefined outside of code. */
function fenceAfter(line: string, fence: string | undefined): string | undefined {
  const mark = fenceLine.exec(line)?.[1];
  if (mark === undefined) return fence;
  if (fence === undefined)
    return line.length <= 200 && !(mark.startsWith('`') && line.slice(line.indexOf(mark) + mark.length).includes('`'))
      ? line
      : undefined;
  const open = fenceLine.exec(fence)?.[1] ?? '';
  return mark.startsWith(open) && line.trim() === mark ? undefined : fence;
}
