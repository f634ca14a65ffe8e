// C0 and C1 controls except tab and line feed, DEL, and the characters that turn the direction of text (Unicode TR9) or are invisible.
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const controls =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** Text from a ticket for a terminal or an editor label: what could move a cursor, set a title or turn the text around is gone. */
export function safeText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(controls, '');
}

/** The same in one line, cut at a length with a visible mark. */
export function oneLine(text: string, maximum = Number.POSITIVE_INFINITY): string {
  const line = safeText(text).replaceAll(/\s+/g, ' ').trim();
  const characters = line.length > maximum ? [...line] : [];
  return characters.length > maximum
    ? `${characters
        .slice(0, maximum - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
