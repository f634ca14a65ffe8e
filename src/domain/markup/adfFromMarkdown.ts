import type { List, ListItem, Parents, RootContent, Table } from 'mdast';
import type { Markdown } from '../ticket.ts';
import { paragraph, textNode, type AdfDocument, type AdfNode } from './adf.ts';
import { adfInlines } from './adfInlines.ts';
import { flatText, readMarkdown } from './markdownSource.ts';

/** Where a block stands. Quotes and list items take fewer kinds of block than a document does. */
type Place = 'document' | 'quote' | 'item';

/** How deep blocks nest before the rest is text. */
const maximumDepth = 12;

/** Markdown as a document of Jira Cloud. What the format has no node for keeps its text. Never throws. */
export function markdownToAdf(text: Markdown): AdfDocument {
  return { type: 'doc', version: 1, content: blocks(readMarkdown(text), 'document', 0) };
}

function blocks(parent: Parents, place: Place, depth: number): AdfNode[] {
  if (depth > maximumDepth) return [paragraph(textNode(flatText(parent)))];
  return parent.children.flatMap((node) => block(node, place, depth + 1));
}

function block(node: RootContent, place: Place, depth: number): AdfNode[] {
  switch (node.type) {
    case 'paragraph':
      return [paragraph(adfInlines(node.children))];
    case 'heading': {
      if (place !== 'document') return [paragraph(adfInlines(node.children, [{ type: 'strong' }]))];
      return [{ type: 'heading', attrs: { level: node.depth }, content: adfInlines(node.children) }];
    }
    case 'blockquote': {
      const content = blocks(node, place === 'item' ? 'item' : 'quote', depth);
      if (place !== 'document') return content;
      return [{ type: 'blockquote', content: content.length === 0 ? [paragraph([])] : content }];
    }
    case 'list':
      return [list(node, place, depth)];
    case 'code': {
      const attrs = node.lang === null || node.lang === undefined ? {} : { attrs: { language: node.lang } };
      return [{ type: 'codeBlock', ...attrs, content: textNode(node.value) }];
    }
    case 'table':
      return place === 'document' ? [table(node)] : rowsAsText(node);
    case 'thematicBreak':
      return place === 'document' ? [{ type: 'rule' }] : [paragraph(textNode('—'))];
    case 'html':
      return [paragraph(textNode(node.value.replaceAll(/\s*\n\s*/g, ' ')))];
    case 'footnoteDefinition':
      return [paragraph(textNode(`[${node.label ?? node.identifier}]`)), ...blocks(node, place, depth)];
    case 'definition':
    case 'yaml':
      return [];
    case 'text':
    case 'strong':
    case 'emphasis':
    case 'delete':
    case 'inlineCode':
    case 'break':
    case 'link':
    case 'linkReference':
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
    case 'listItem':
    case 'tableRow':
    case 'tableCell':
      // The parser puts words and parts of lists and tables nowhere else.
      return [paragraph(textNode(flatText(node)))];
    default:
      return node satisfies never;
  }
}

function list(node: List, place: Place, depth: number): AdfNode {
  // A quote takes no boxes to tick.
  if (place === 'document' && node.children.every(isTask)) return taskList(node.children);
  const content = node.children.map((item): AdfNode => {
    const inside = blocks(item, 'item', depth);
    return { type: 'listItem', content: withBox(item, inside.length === 0 ? [paragraph([])] : inside) };
  });
  if (node.ordered !== true) return { type: 'bulletList', content };
  return { type: 'orderedList', attrs: { order: node.start ?? 1 }, content };
}

/** Where boxes stand beside items of another kind, or in a quote, they are text. */
function withBox({ checked }: ListItem, content: readonly AdfNode[]): readonly AdfNode[] {
  if (typeof checked !== 'boolean') return content;
  const box = textNode(checked ? '[x] ' : '[ ] ');
  const [first, ...rest] = content;
  return first?.type === 'paragraph'
    ? [paragraph([...box, ...(first.content ?? [])]), ...rest]
    : [paragraph(box), ...content];
}

function isTask({ checked, children }: ListItem): boolean {
  const [only, ...more] = children;
  return typeof checked === 'boolean' && more.length === 0 && (only === undefined || only.type === 'paragraph');
}

/** Boxes to tick have words only, and ids of their own within the document. */
function taskList(items: readonly ListItem[]): AdfNode {
  const content = items.map(({ checked, children: [only], position }, index): AdfNode => ({
    type: 'taskItem',
    attrs: { localId: `task-${position?.start.offset ?? index}`, state: checked === true ? 'DONE' : 'TODO' },
    content: only?.type === 'paragraph' ? adfInlines(only.children) : [],
  }));
  return { type: 'taskList', attrs: { localId: `tasks-${items[0]?.position?.start.offset ?? 0}` }, content };
}

function table({ children }: Table): AdfNode {
  const content = children.map((row, index): AdfNode => ({
    type: 'tableRow',
    content: row.children.map((cell) => ({
      type: index === 0 ? 'tableHeader' : 'tableCell',
      content: [paragraph(adfInlines(cell.children))],
    })),
  }));
  return { type: 'table', content };
}

function rowsAsText({ children }: Table): AdfNode[] {
  return children.map((row) =>
    paragraph(
      row.children.flatMap((cell, index) => [...textNode(index === 0 ? '' : ' | '), ...adfInlines(cell.children)]),
    ),
  );
}
