// Control characters and format characters: what moves a cursor, sets a terminal's title, or turns the direction of text (Unicode TR9).
// Tab, line feed and the two joiners, which emoji and several scripts need, stay.
const unsafe = /(?![\t\n\u200C\u200D])[\p{Cc}\p{Cf}]/gu;

/** Text from a ticket for a terminal or an editor label, as harmless as it looks. */
export function safeText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(unsafe, '');
}

/** The same in one line, cut at a length with a visible mark. */
export function oneLine(text: string, maximum = Number.POSITIVE_INFINITY): string {
  const line = safeText(text).replaceAll(/\s+/g, ' ').trim();
  if (line.length <= maximum) return line;
  const characters = Array.from(line);
  return characters.length <= maximum
    ? line
    : `${characters
        .slice(0, maximum - 1)
        .join('')
        .trimEnd()}…`;
}
