import { oneLine } from '../../domain/markup/safeText.ts';

/** Request Tracker cuts a subject after so many bytes, in the middle of a character if need be. */
const longest = 200;
const mark = '…';

/** A title as a subject: one line, cut at a whole character with a visible mark where it is too long. */
export function subjectOf(title: string): string {
  const line = oneLine(title);
  if (Buffer.byteLength(line) <= longest) return line;
  let bytes = Buffer.byteLength(mark);
  let cut = '';
  for (const character of line) {
    bytes += Buffer.byteLength(character);
    if (bytes > longest) break;
    cut += character;
  }
  return cut.trimEnd() + mark;
}
