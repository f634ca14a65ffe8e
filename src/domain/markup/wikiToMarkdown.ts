import type { BlockContent, ListItem, Root, Table } from 'mdast';
import type { Markdown } from '../ticket.ts';
import { writeMarkdown } from './markdownSource.ts';
import { wikiPhrasing } from './wikiPhrasing.ts';

/** Jira's wiki markup as Markdown. What cannot be read as markup is the text that it is. Never throws. */
export function wikiToMarkdown(text: string): Markdown {
  const root: Root = { type: 'root', children: new Reader(text.split(/\r\n|\r|\n/)).blocks(0) };
  return writeMarkdown(root);
}

/** How deep quotes and lists nest. */
const maximumDepth = 12;

/** Reads lines from the first to the last, a block at a time. */
class Reader {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  blocks(depth: number): BlockContent[] {
    const found: BlockContent[] = [];
    while (this.#at < this.#lines.length) {
      if (this.#line().trim() === '') this.#at++;
      else found.push(...this.#block(depth));
    }
    return found;
  }

  #line(): string {
    return this.#lines[this.#at] ?? '';
  }

  #block(depth: number): BlockContent[] {
    const line = this.#line().trim();
    const heading = /^h([1-6])\.\s+(.*)$/.exec(line);
    if (heading !== null) {
      this.#at++;
      return [
        { type: 'heading', depth: depths[Number(heading[1]) - 1] ?? 3, children: wikiPhrasing(heading[2] ?? '') },
      ];
    }
    if (/^-{4,}$/.test(line)) {
      this.#at++;
      return [{ type: 'thematicBreak' }];
    }
    if (line.startsWith('bq. ')) {
      this.#at++;
      return [{ type: 'blockquote', children: [{ type: 'paragraph', children: wikiPhrasing(line.slice(4)) }] }];
    }
    const fence = /^\{(code|noformat)(?::([^}]*))?\}/.exec(line);
    if (fence !== null) return [this.#code(fence[1] ?? '', fence[2] ?? '', line.slice(fence[0].length))];
    const box = /^\{(quote|panel)(?::[^}]*)?\}/.exec(line);
    if (box !== null && depth < maximumDepth) return this.#box(box[1] ?? '', line.slice(box[0].length), depth);
    if (listMark.test(this.#line().trimStart())) return this.#lists();
    if (line.startsWith('|')) return [this.#table()];
    return this.#paragraph();
  }

  #code(name: string, options: string, rest: string): BlockContent {
    const { text } = this.#until(`{${name}}`, rest);
    const lang = /^(?:language=)?([\w#+-]+)(?:\||$)/.exec(options)?.[1] ?? null;
    return { type: 'code', lang: options.includes('=') && !options.startsWith('language=') ? null : lang, value: text };
  }

  #box(name: string, rest: string, depth: number): BlockContent[] {
    const { text } = this.#until(`{${name}}`, rest);
    return [{ type: 'blockquote', children: new Reader(text.split('\n')).blocks(depth + 1) }];
  }

  /** The text up to a sign, or to the end where it never comes. What follows the sign on its line is dropped only if it is blank. */
  #until(sign: string, rest: string): { readonly text: string } {
    const lines: string[] = [];
    for (let line: string | undefined = rest; line !== undefined; line = this.#lines[this.#at]) {
      this.#at++;
      const end = line.indexOf(sign);
      if (end === -1) {
        lines.push(line);
        continue;
      }
      lines.push(line.slice(0, end), line.slice(end + sign.length));
      break;
    }
    while (lines[0]?.trim() === '') lines.shift();
    while (lines.at(-1)?.trim() === '') lines.pop();
    return { text: lines.join('\n') };
  }

  #lists(): BlockContent[] {
    const items: { readonly marks: string; text: string }[] = [];
    for (; this.#line().trim() !== ''; this.#at++) {
      const [, marks, text] = listMark.exec(this.#line().trimStart()) ?? [];
      const last = items.at(-1);
      if (marks !== undefined) items.push({ marks, text: text?.trimEnd() ?? '' });
      else if (last !== undefined && !startsBlock.test(this.#line().trimStart())) last.text += `\n${this.#line()}`;
      else break;
    }
    return listsOf(items, 1);
  }

  #table(): Table {
    const rows: Table['children'] = [];
    for (; this.#line().trim().startsWith('|'); this.#at++) {
      const line = this.#line().trim();
      const cells = cellsOf(line);
      rows.push({ type: 'tableRow', children: cells.map((cell) => ({ type: 'tableCell', children: oneLine(cell) })) });
      // The first row of a Markdown table is its heading, whether one was meant or not.
      if (rows.length === 1 && !line.startsWith('||')) {
        rows.unshift({ type: 'tableRow', children: cells.map(() => ({ type: 'tableCell', children: [] })) });
      }
    }
    return { type: 'table', children: rows };
  }

  #paragraph(): BlockContent[] {
    const lines = [this.#line()];
    this.#at++;
    for (; this.#line().trim() !== '' && !startsBlock.test(this.#line().trimStart()); this.#at++)
      lines.push(this.#line());
    const children = wikiPhrasing(lines.map((line) => line.trim()).join('\n'));
    return children.length === 0 ? [] : [{ type: 'paragraph', children }];
  }
}

const depths = [1, 2, 3, 4, 5, 6] as const;
const listMark = /^([*#]+|-)\s+(.*)$/;
const startsBlock = /^(?:h[1-6]\.\s|bq\.\s|-{4,}$|\{(?:code|noformat|quote|panel)(?::[^}]*)?\}|(?:[*#]+|-)\s|\|)/;

interface Item {
  readonly marks: string;
  readonly text: string;
}

/** Items in order, as lists: a numbered one and one with dots stand one after the other. */
function listsOf(items: readonly Item[], depth: number): BlockContent[] {
  const lists: { readonly ordered: boolean; readonly items: Item[] }[] = [];
  for (const item of items) {
    const ordered = item.marks.charAt(depth - 1) === '#';
    const last = lists.at(-1);
    if (last === undefined || last.ordered !== ordered) lists.push({ ordered, items: [item] });
    else last.items.push(item);
  }
  return lists.map((list) => ({
    type: 'list',
    ordered: list.ordered,
    ...(list.ordered ? { start: 1 } : {}),
    spread: false,
    children: itemsOf(list.items, depth),
  }));
}

function itemsOf(items: readonly Item[], depth: number): ListItem[] {
  const children: ListItem[] = [];
  for (let at = 0; at < items.length;) {
    const item = items[at];
    if (item === undefined) break;
    let end = at + 1;
    while ((items[end]?.marks.length ?? 0) > depth) end++;
    // An item may begin deeper than the list that it stands in.
    const isDeeper = item.marks.length > depth && depth < maximumDepth;
    const own: BlockContent[] = isDeeper ? [] : [{ type: 'paragraph', children: wikiPhrasing(item.text) }];
    const inner = depth < maximumDepth ? listsOf(items.slice(isDeeper ? at : at + 1, end), depth + 1) : [];
    children.push({ type: 'listItem', spread: false, children: [...own, ...inner] });
    at = end;
  }
  return children;
}

/** Cells of a row; two signs begin one of a heading. A sign within brackets parts a link, and one behind a backslash is text. */
function cellsOf(line: string): string[] {
  const row = line
    .replaceAll(/(?<!\\)\|\|/g, '|')
    .slice(1)
    .replace(/(?<!\\)\|$/, '');
  const cells = row.match(/(?:\\.|\[[^\]|]*\|[^\]]*\]|[^|\\]|\\$)+/g);
  return (cells ?? ['']).map((cell) => cell.trim());
}

function oneLine(cell: string): ReturnType<typeof wikiPhrasing> {
  return wikiPhrasing(cell).map((node) => (node.type === 'break' ? { type: 'text', value: ' ' } : node));
}
