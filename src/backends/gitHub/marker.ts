import type { Markdown } from '../../domain/ticket.ts';

/** What a mention is kept from being one with: it has no width, and goes when the text is read back. */
const gap = '\u200B';

/**
 * A text with a marker that says which commit (or other cause) it is of. The marker is an HTML comment, which no page shows. What a
 * commit says is nobody's call, so names in it are not told: `@team` gets a character without width behind its `@`.
 */
export function withMarker(body: Markdown, marker: string): Markdown {
  const quiet = body.trimEnd().replaceAll(/@(?=[A-Za-z0-9])/g, `@${gap}`);
  return `${quiet}\n\n${markerLine(marker)}`;
}

/** Whether a comment ends with a marker. One that only quotes it somewhere else does not count. */
export function isMarkedWith(body: Markdown, marker: string): boolean {
  return body.trimEnd().endsWith(`\n${markerLine(marker)}`);
}

/** A text as it was before it was marked, and its marker. */
export function readMarked(body: Markdown): { readonly body: Markdown; readonly marker?: string } {
  const [line, marker] = /\r?\n<!-- footbridge:(\S+) -->\s*$/.exec(body) ?? [];
  if (line === undefined || marker === undefined) return { body };
  return { body: body.slice(0, -line.length).trimEnd().replaceAll(`@${gap}`, '@'), marker: decode(marker) };
}

function markerLine(marker: string): string {
  return `<!-- footbridge:${encode(marker)} -->`;
}

/** What would end an HTML comment (two hyphens, a bracket) and what would end the line is written as in an address. */
function encode(marker: string): string {
  return marker.replaceAll(/[%<>\s\p{Cc}]|-(?=-|$)/gu, (character) =>
    character === '-' ? '%2D' : encodeURIComponent(character),
  );
}

function decode(marker: string): string {
  try {
    return decodeURIComponent(marker);
  } catch {
    return marker;
  }
}
