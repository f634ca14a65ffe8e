import type { Nodes, Parents, Root, RootContent, Table } from 'mdast';
import { textInlines } from './markdownText.ts';
import { inlinesOf, type Definitions } from './markdownInlines.ts';
import type { Block, ListItem } from './markdownTree.ts';

/** How deep blocks nest in blocks before the rest is shown as it was written: more would leave a column of one letter. */
const maximumDepth = 12;

interface Context {
  readonly source: string;
  readonly definitions: Definitions;
  readonly depth: number;
}

/** The blocks of a syntax tree, with nothing in them that a renderer must not show. */
export function blocksOf(root: Root, source: string): readonly Block[] {
  const definitions = new Map(
    root.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])),
  );
  return childBlocks(root, { source, definitions, depth: 0 });
}

function childBlocks(parent: Parents, context: Context): Block[] {
  if (context.depth >= maximumDepth) return [plain(parent, context)];
  return parent.children.flatMap((node) => blockOf(node, { ...context, depth: context.depth + 1 }));
}

function blockOf(node: RootContent, context: Context): Block[] {
  const { definitions } = context;
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: inlinesOf(node.children, definitions) }];
    case 'heading':
      return [{ type: 'heading', depth: node.depth, children: inlinesOf(node.children, definitions) }];
    case 'blockquote':
      return [{ type: 'quote', children: childBlocks(node, context) }];
    case 'list': {
      const items = node.children.map((item): ListItem => ({
        checked: item.checked ?? undefined,
        children: childBlocks(item, context),
      }));
      return [{ type: 'list', start: node.ordered === true ? (node.start ?? 1) : undefined, items }];
    }
    case 'code':
      return [{ type: 'code', language: node.lang ?? undefined, children: textInlines(node.value) }];
    case 'table':
      return [{ type: 'table', rows: rowsOf(node, definitions) }];
    case 'thematicBreak':
      return [{ type: 'rule' }];
    case 'html':
      return [{ type: 'plain', children: textInlines(node.value) }];
    case 'footnoteDefinition':
      return [
        { type: 'paragraph', children: [{ type: 'text', text: `[${node.label ?? node.identifier}]` }] },
        { type: 'quote', children: childBlocks(node, context) },
      ];
    case 'definition':
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
    case 'yaml':
      // The parser puts none of these where a block stands.
      return [plain(node, context)];
    default:
      return node satisfies never;
  }
}

function rowsOf(table: Table, definitions: Definitions): Extract<Block, { type: 'table' }>['rows'] {
  return table.children.map((row) => row.children.map((cell) => inlinesOf(cell.children, definitions)));
}

/** A node as its author wrote it. */
function plain(node: Nodes, { source }: Context): Block {
  const { start, end } = node.position ?? {};
  return { type: 'plain', children: textInlines(source.slice(start?.offset ?? 0, end?.offset ?? source.length)) };
}
