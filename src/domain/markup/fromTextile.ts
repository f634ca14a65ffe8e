import type { Markdown } from '../ticket.ts';
import { htmlToMarkdown } from './fromHtml.ts';
import { plainToMarkdown } from './fromPlain.ts';
import { escapeHtml, textileInlines } from './textileInlines.ts';

/** Above this a text keeps its words only. */
const longest = 64 * 1024;

/**
 * Textile, as Redmine reads it, as Markdown. It goes through HTML, where every character that is not markup is escaped, so that the one
 * converter from HTML decides what may be in the result.
 */
export function textileToMarkdown(text: string): Markdown {
  return text.length > longest ? plainToMarkdown(text) : htmlToMarkdown(textileToHtml(text));
}

const preformatted = /<pre>(?:\s*<code(?: class="([\w+#-]+)")?>)?\n?([^]*?)(?:<\/code>\s*)?<\/pre>/g;

function textileToHtml(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n');
  let html = '';
  let end = 0;
  for (const { 0: whole, 1: language, 2: code = '', index } of lines.matchAll(preformatted)) {
    const name = language === undefined ? '' : ` class="language-${language}"`;
    html += `${blocksHtml(lines.slice(end, index))}<pre><code${name}>${escapeHtml(code)}</code></pre>`;
    end = index + whole.length;
  }
  return html + blocksHtml(lines.slice(end));
}

/** How deep lists and quotes nest before the rest stays at that depth. */
const deepest = 12;

type Run = 'blank' | 'list' | 'table' | 'quote' | 'rule' | 'text';

function runOf(line: string, before: Run | undefined): Run {
  if (line.trim() === '') return 'blank';
  if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return 'rule';
  if (/^\s*[*#]+\s+\S/.test(line)) return 'list';
  if (/^\|.*\|\s*$/.test(line)) return 'table';
  if (line.startsWith('>')) return 'quote';
  // What follows an item without a blank line belongs to it.
  return before === 'list' ? 'list' : 'text';
}

function blocksHtml(text: string, depth = 0): string {
  const runs: { readonly run: Run; readonly lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const last = runs.at(-1);
    const run = runOf(line, last?.run);
    if (last?.run === run && !isBlock(line)) last.lines.push(line);
    else runs.push({ run, lines: [line] });
  }
  return runs.map(({ run, lines }) => runHtml(run, lines, depth)).join('');
}

const block = /^(h[1-6]|bq|p)(?:\([^)\n]*\)|\{[^}\n]*\}|\[[^\]\n]*\]|[<>=])*\.\s+/;

function isBlock(line: string): boolean {
  return block.test(line);
}

function runHtml(run: Run, lines: readonly string[], depth: number): string {
  switch (run) {
    case 'blank':
      return '';
    case 'rule':
      return '<hr>';
    case 'list':
      return listHtml(lines);
    case 'table':
      return tableHtml(lines);
    case 'quote':
      return depth === deepest ? textHtml(lines.join('\n')) : quoteHtml(lines, depth + 1);
    case 'text':
      return textHtml(lines.join('\n'));
    default:
      return run satisfies never;
  }
}

function quoteHtml(lines: readonly string[], depth: number): string {
  const text = lines.map((line) => line.replace(/^> ?/, '')).join('\n');
  return `<blockquote>${blocksHtml(text, depth)}</blockquote>`;
}

function textHtml(text: string): string {
  const name = block.exec(text)?.[1] ?? 'p';
  const words = text.replace(block, '');
  // A heading is one line in Markdown.
  const body = inline(name.startsWith('h') ? words.replaceAll('\n', ' ') : words);
  return name === 'bq' ? `<blockquote><p>${body}</p></blockquote>` : `<${name}>${body}</${name}>`;
}

function inline(text: string): string {
  return text.split('\n').map(textileInlines).join('<br>');
}

function listHtml(lines: readonly string[]): string {
  const open: string[] = [];
  let html = '';
  for (const line of lines) {
    const [, marks, text = ''] = /^\s*([*#]+)\s+(.*)$/.exec(line) ?? [];
    if (marks === undefined) {
      html += `<br>${textileInlines(line.trim())}`;
      continue;
    }
    const depth = Math.min(marks.length, deepest);
    const name = marks.endsWith('#') ? 'ol' : 'ul';
    while (open.length > depth) html += `</li></${open.pop()}>`;
    if (open.length === depth) html += '</li>';
    while (open.length < depth) {
      open.push(name);
      html += `<${name}>${open.length < depth ? '<li>' : ''}`;
    }
    html += `<li>${textileInlines(text)}`;
  }
  while (open.length > 0) html += `</li></${open.pop()}>`;
  return html;
}

function tableHtml(lines: readonly string[]): string {
  const rows = lines.map((line) => {
    const cells = line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|');
    return cells.map((cell) => {
      const name = /^_[^.\s]*\./.test(cell) ? 'th' : 'td';
      return `<${name}>${textileInlines(cell.replace(/^(?:_|[<>=^~]|[\\/]\d+)+\.\s*/, '').trim())}</${name}>`;
    });
  });
  return `<table>${rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('')}</table>`;
}
