import { markdownToTextile } from '../../domain/markup/toTextile.ts';
import { textileToMarkdown } from '../../domain/markup/fromTextile.ts';
import type { Markdown } from '../../domain/ticket.ts';

/** How an instance is set to read texts. */
export type Formatting = 'textile' | 'markdown';

/** What only one of the two would make something of. */
const marks: readonly (readonly [RegExp, Formatting])[] = [
  [/^(?:h[1-6]|bq|p|fn\d+)\. \S/m, 'textile'],
  [/"[^"\n]+":(?:https?:\/\/|\/|mailto:)\S/, 'textile'],
  [/^<pre>/m, 'textile'],
  [/(?<![^\s(])@[^\s@][^@\n]*@(?![\p{L}\p{N}])/u, 'textile'],
  [/^\|_\./m, 'textile'],
  [/^\s*(?:```|~~~)/m, 'markdown'],
  [/^#{2,6} \S/m, 'markdown'],
  [/\[[^\]\n]+\]\((?:https?:\/\/|\/|mailto:)[^)\s]+\)/, 'markdown'],
  [/(?<![`\w])`[^`\n]+`(?![`\w])/, 'markdown'],
  [/^\|(?: ?:?-{2,}:? ?\|)+/m, 'markdown'],
];

/**
 * Which of the two an instance uses. No request tells it, so the texts that people have written there do: each counts once for what it has
 * marks of. Where they do not tell, it is Markdown, which reads well as it is and has no marks at all in a plain text.
 */
export function formattingOf(texts: readonly string[]): Formatting {
  let balance = 0;
  for (const text of texts) {
    const found = new Set(marks.filter(([pattern]) => pattern.test(text)).map(([, formatting]) => formatting));
    if (found.size === 1) balance += found.has('textile') ? 1 : -1;
  }
  return balance > 0 ? 'textile' : 'markdown';
}

export function writeText(body: Markdown, formatting: Formatting): string {
  const text = withLineFeeds(body).trim();
  return formatting === 'textile' ? markdownToTextile(text) : text;
}

/** A text as Markdown, without a marker's line. */
export function readText(text: string, formatting: Formatting): Markdown {
  const own = withoutMarker(withLineFeeds(text)).trim();
  return formatting === 'textile' ? textileToMarkdown(own) : own;
}

/** Redmine turns line ends into those of web forms. */
export function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/** The line under a text that says which commit (or other cause) it is of. Other clients, and people, see it. */
export function markerLine(marker: string): string {
  return `[footbridge:${marker.replaceAll(/[\r\n]+/g, ' ')}]`;
}

export function hasMarker(text: string, marker: string): boolean {
  return lastLine(text) === markerLine(marker);
}

function lastLine(text: string): string {
  const trimmed = withLineFeeds(text).trimEnd();
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1);
}

function withoutMarker(text: string): string {
  const line = lastLine(text);
  return line.startsWith('[footbridge:') && line.endsWith(']') ? text.trimEnd().slice(0, -line.length) : text;
}
