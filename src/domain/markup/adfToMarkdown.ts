import type { BlockContent, ListItem, Root, Table, TableCell } from 'mdast';
import type { Markdown } from '../ticket.ts';
import { adfPhrasing } from './adfPhrasing.ts';
import { readAdf, type Adf } from './adfRead.ts';
import { writeMarkdown } from './markdownSource.ts';

/**
 * A document of Jira Cloud as Markdown. Nodes that Markdown has no word for, and those that nobody knows yet, keep their text.
 * @param value whatever the server sent; nothing, where a ticket has no text.
 */
export function adfToMarkdown(value: unknown): Markdown {
  const root: Root = { type: 'root', children: blocks(readAdf(value).content) };
  return writeMarkdown(root);
}

/** Words that stand where blocks do are a paragraph. */
function blocks(nodes: readonly Adf[]): BlockContent[] {
  const found: BlockContent[] = [];
  let words: Adf[] = [];
  const close = (): void => {
    if (words.length > 0) found.push({ type: 'paragraph', children: adfPhrasing(words) });
    words = [];
  };
  for (const node of nodes) {
    const made = block(node);
    if (made === undefined) words.push(node);
    else {
      close();
      found.push(...made);
    }
  }
  close();
  return found;
}

/** @returns undefined for what stands in a line. */
function block(node: Adf): BlockContent[] | undefined {
  const { type, attrs, content } = node;
  switch (type) {
    case 'paragraph':
    case 'caption':
      return content.length === 0 ? [] : [{ type: 'paragraph', children: adfPhrasing(content) }];
    case 'heading':
      return [{ type: 'heading', depth: depthOf(attrs['level']), children: adfPhrasing(content) }];
    case 'blockquote':
    case 'panel':
      return [{ type: 'blockquote', children: blocks(content) }];
    case 'bulletList':
    case 'decisionList':
      return [{ type: 'list', ordered: false, spread: false, children: content.map(listItem) }];
    case 'orderedList': {
      const start = typeof attrs['order'] === 'number' ? attrs['order'] : 1;
      return [{ type: 'list', ordered: true, start, spread: false, children: content.map(listItem) }];
    }
    case 'taskList':
      return [{ type: 'list', ordered: false, spread: false, children: content.map(listItem) }];
    case 'codeBlock': {
      const lang = typeof attrs['language'] === 'string' ? attrs['language'].replaceAll(/[\s`]+/g, '') : null;
      return [{ type: 'code', lang: lang === '' ? null : lang, value: content.map(({ text }) => text).join('') }];
    }
    case 'rule':
      return [{ type: 'thematicBreak' }];
    case 'table':
      return [table(content)];
    case 'expand':
    case 'nestedExpand': {
      const title = typeof attrs['title'] === 'string' ? attrs['title'] : '';
      return title === '' ? blocks(content) : [titleOf(title), ...blocks(content)];
    }
    case 'blockCard':
    case 'embedCard':
    case 'media':
    case 'extension':
      return [{ type: 'paragraph', children: adfPhrasing([node]) }];
    default:
      // A node with other nodes in it is seen through, whatever it is called.
      return content.length > 0 ? blocks(content) : undefined;
  }
}

function listItem(node: Adf): ListItem {
  const { type, attrs, content } = node;
  // A list may stand directly in a list of boxes to tick.
  const children = type === 'taskList' ? blocks([node]) : blocks(content);
  const checked = type === 'taskItem' || type === 'blockTaskItem' ? attrs['state'] === 'DONE' : null;
  return { type: 'listItem', checked, spread: false, children };
}

function titleOf(title: string): BlockContent {
  return { type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: title }] }] };
}

function depthOf(level: unknown): 1 | 2 | 3 | 4 | 5 | 6 {
  return ([1, 2, 3, 4, 5, 6] as const).find((depth) => depth === level) ?? 3;
}

/** Cells of Markdown have words only: what stands in several blocks is put side by side. */
function table(rows: readonly Adf[]): Table {
  return {
    type: 'table',
    children: rows.map((row) => ({ type: 'tableRow', children: row.content.map(cell) })),
  };
}

function cell({ content }: Adf): TableCell {
  const words = content.flatMap((node, index) => [...(index === 0 ? [] : [space]), ...wordsIn(node)]);
  return { type: 'tableCell', children: adfPhrasing(words).map((word) => (word.type === 'break' ? blank : word)) };
}

const space: Adf = { type: 'text', text: ' ', attrs: {}, marks: [], content: [] };
const blank = { type: 'text', value: ' ' } as const;

function wordsIn(node: Adf): readonly Adf[] {
  return node.content.length === 0 ? [node] : node.content.flatMap((inner) => wordsIn(inner));
}
