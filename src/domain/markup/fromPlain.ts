import type { Markdown } from '../ticket.ts';

/**
 * Text without markup as Markdown that shows it as it was typed: what would be markup is escaped, line ends and the spaces that
 * make columns and indentation stay, and addresses stay whole so that they become links.
 */
export function plainToMarkdown(text: string): Markdown {
  const paragraphs: string[][] = [];
  let current: string[] | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const written = line.trimEnd();
    if (written === '') current = undefined;
    else if (current === undefined) paragraphs.push((current = [escapeLine(spaces(written))]));
    else current.push(escapeLine(spaces(written)));
  }
  // Two spaces before a line end keep it; a backslash would too, but shows where Markdown is read as it is.
  return paragraphs.map((lines) => lines.join('  \n')).join('\n\n');
}

/** Markdown drops spaces at the beginning of a line and joins those in it, unless they do not break. */
function spaces(line: string): string {
  return line
    .replaceAll('\t', '    ')
    .replace(/^ +/, (run) => '\u00A0'.repeat(run.length))
    .replaceAll(/ {2,}/g, (run) => `${'\u00A0'.repeat(run.length - 1)} `);
}

const address = /https?:\/\/[^\s<>()[\]\\`*]+/g;
// An underscore within a word is no emphasis, so `snake_case` needs none.
const inline = /[\\`*~[\]<&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** What makes a heading, a quote, a list item, a rule or the second line of a table or heading, at the beginning of a line. */
const block = /^(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[|:-][|:\s-]*$|=+\s*$)|^(\d{1,9})(?=[.)](?:\s|$))/u;

function escapeLine(line: string): string {
  let escaped = '';
  let end = 0;
  for (const match of line.matchAll(address)) {
    escaped += escapeInline(line.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  escaped += escapeInline(line.slice(end));
  return escaped.replace(block, (_, number?: string) => `${number ?? ''}\\`);
}

function escapeInline(text: string): string {
  return text.replaceAll(inline, (character) => `\\${character}`);
}
