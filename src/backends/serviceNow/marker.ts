import { htmlToMarkdown } from '../../domain/markup/fromHtml.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Markdown } from '../../domain/ticket.ts';

/** Between `[code]` and `[/code]` a journal shows HTML. What people write is text, so theirs is broken by a character that nobody sees. */
export function withoutCode(text: string): string {
  return text.replaceAll(/\[(\/?)(code)\]/gi, '[\u200B$1$2]');
}

/** The line under a text that says which commit (or other cause) it is of. Other clients, and people, see it. */
export function markerLine(marker: string): string {
  return withoutCode(`[footbridge:${marker.replaceAll(/[\r\n]+/g, ' ')}]`);
}

/** A journal's text as Markdown: plain text with parts in HTML, and without a marker's line. */
export function journalMarkdown(text: string): Markdown {
  return withoutMarker(text)
    .split(/(\[code\][^]*?\[\/code\])/i)
    .map((part) => {
      const html = /^\[code\]([^]*)\[\/code\]$/i.exec(part)?.[1];
      return html === undefined ? plainToMarkdown(part) : htmlToMarkdown(html);
    })
    .filter((part) => part !== '')
    .join('\n\n');
}

function withoutMarker(text: string): string {
  const trimmed = text.trimEnd();
  const line = trimmed.slice(trimmed.lastIndexOf('\n') + 1);
  return line.startsWith('[footbridge:') && line.endsWith(']') ? trimmed.slice(0, -line.length).trimEnd() : trimmed;
}
