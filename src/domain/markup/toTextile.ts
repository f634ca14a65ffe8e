import type { Markdown } from '../ticket.ts';
import { splitMarkdown } from './markdownPieces.ts';
import { parseMarkdown, type Block, type Inline, type ListItem, type TableRow } from './markdownTree.ts';
import { escapeTextile, escapeTextileBlocks } from './textileEscape.ts';

/**
 * Markdown as Textile, as Redmine reads it (RedCloth 3 with hard line ends). What Textile would take for markup and Markdown does not is
 * written as character references, which Redmine shows as the characters they are.
 */
export function markdownToTextile(text: Markdown): string {
  return splitMarkdown(text)
    .map((piece) => blocks(parseMarkdown(piece)))
    .join('\n\n')
    .trim();
}

function blocks(all: readonly Block[]): string {
  return all
    .map((block) => blockText(block))
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'plain':
      return escapeTextileBlocks(inlines(block.children));
    case 'heading':
      return `h${block.depth}. ${inlines(block.children).replaceAll(/\s*\n\s*/g, ' ')}`;
    case 'quote':
      return blocks(block.children).replaceAll(/^/gm, '> ');
    case 'list':
      return list(block, '');
    case 'code':
      return code(block);
    case 'table':
      return table(block.rows);
    case 'rule':
      return '---';
    default:
      return block satisfies never;
  }
}

/** Redmine knows no number to begin with, and no blank line in a list. */
function list({ start, items }: Extract<Block, { type: 'list' }>, above: string): string {
  const mark = above + (start === undefined ? '*' : '#');
  return items.map((item) => listItem(item, mark)).join('\n');
}

function listItem({ checked, children }: ListItem, mark: string): string {
  const box = checked === undefined ? '' : checked ? '[x] ' : '[ ] ';
  const parts = children.map((child) => (child.type === 'list' ? list(child, mark) : blockText(child)));
  const [first] = children;
  const text = parts.join('\n').replaceAll(/\n{2,}/g, '\n');
  return first?.type === 'list' || first === undefined ? `${mark} ${box}\n${text}`.trimEnd() : `${mark} ${box}${text}`;
}

function code({ language, children }: Extract<Block, { type: 'code' }>): string {
  // Nothing can be escaped in there, and only its end would do harm.
  const text = plain(children).replaceAll(/<(?=\/(?:pre|code))/gi, '< ');
  const known = language !== undefined && /^[\w+#-]+$/.test(language);
  return known ? `<pre><code class="${language}">\n${text}\n</code></pre>` : `<pre>\n${text}\n</pre>`;
}

function table(rows: readonly TableRow[]): string {
  return rows
    .map((row, index) => `|${row.map((children) => `${index === 0 ? '_. ' : ''}${cell(children)}`).join('|')}|`)
    .join('\n');
}

function cell(children: readonly Inline[]): string {
  return inlines(children).replaceAll('|', '&#124;').replaceAll('\n', ' ');
}

function inlines(all: readonly Inline[]): string {
  return all.map((inline) => inlineText(inline)).join('');
}

function inlineText(inline: Inline): string {
  switch (inline.type) {
    case 'text':
    case 'place':
      return escapeTextile(inline.text);
    case 'strong':
      return wrapped('*', inline.children);
    case 'emphasis':
      return wrapped('_', inline.children);
    case 'deleted':
      return wrapped('-', inline.children);
    case 'code':
      return inlineCode(plain(inline.children));
    case 'link':
      return link(inline.url, inline.text);
    case 'image':
      return inline.url === undefined ? escapeTextile(inline.alt) : link(inline.url, inline.alt || inline.url);
    case 'break':
      return '\n';
    default:
      return inline satisfies never;
  }
}

function wrapped(mark: string, children: readonly Inline[]): string {
  const text = inlines(children);
  return text.trim() === '' || text.includes('\n') ? text : `${mark}${text.trim()}${mark}`;
}

function inlineCode(text: string): string {
  return /^[^\s@<>&]([^@<>&\n]*[^\s@<>&])?$/.test(text) ? `@${text}@` : escapeTextile(text);
}

function link(url: string, text: string): string {
  // An address in its normal form may have a slash or a scheme more than what was typed.
  if ([text, `${text}/`, `mailto:${text}`].includes(url)) return text;
  return /["\n]/.test(text) ? `${escapeTextile(text)} ${url}` : `"${escapeTextile(text)}":${url}`;
}

function plain(all: readonly Inline[]): string {
  return all.map((inline) => ('text' in inline ? inline.text : inline.type === 'break' ? '\n' : '')).join('');
}
