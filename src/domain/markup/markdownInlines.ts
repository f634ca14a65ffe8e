import type { PhrasingContent } from 'mdast';
import { externalUrl } from './externalUrl.ts';
import { plainTextOf, textInlines } from './markdownText.ts';
import type { Inline } from './markdownTree.ts';
import { visibleText } from './visibleText.ts';

/** What `[words][name]` refers to, by name. */
export type Definitions = ReadonlyMap<string, string>;

/** How deep emphasis nests in emphasis before only its words are left. */
const maximumDepth = 12;

export function inlinesOf(nodes: readonly PhrasingContent[], definitions: Definitions, depth = 0): readonly Inline[] {
  return nodes.flatMap((node) => inlineOf(node, definitions, depth));
}

function inlineOf(node: PhrasingContent, definitions: Definitions, depth: number): readonly Inline[] {
  if (depth > maximumDepth) return textInlines(plainTextOf(node));
  switch (node.type) {
    case 'text':
    case 'html':
      return textInlines(node.value);
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: inlinesOf(node.children, definitions, depth + 1) }];
    case 'delete':
      return [{ type: 'deleted', children: inlinesOf(node.children, definitions, depth + 1) }];
    case 'inlineCode':
      return [{ type: 'code', children: textInlines(node.value) }];
    case 'break':
      return [{ type: 'break' }];
    case 'link':
      return link(node.url, node.children);
    case 'linkReference':
      return link(definitions.get(node.identifier), node.children);
    case 'image':
      return [{ type: 'image', url: externalUrl(node.url), alt: node.alt ?? '' }];
    case 'imageReference':
      return [{ type: 'image', url: externalUrl(definitions.get(node.identifier) ?? ''), alt: node.alt ?? '' }];
    case 'footnoteReference':
      return [{ type: 'text', text: `[${node.label ?? node.identifier}]` }];
    default:
      return node satisfies never;
  }
}

/** A link that may be opened; any other is its words with the address beside them, so that nothing is hidden. */
function link(address: string | undefined, nodes: readonly PhrasingContent[]): readonly Inline[] {
  const text = nodes.map((node) => plainTextOf(node)).join('');
  const url = externalUrl(address ?? '');
  if (url !== undefined) return [{ type: 'link', url, text: text.trim() === '' ? url : visibleText(text) }];
  return textInlines(address === undefined || address === text ? text : `${text} (${address})`);
}
