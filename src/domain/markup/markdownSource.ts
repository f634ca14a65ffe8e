import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import type { Markdown } from '../ticket.ts';
import { isCheapToParse } from './markdownCost.ts';

/** The syntax tree of a text that is to be written in another markup. What would take too long to parse is one text. Never throws. */
export function readMarkdown(text: Markdown): Root {
  const plain: Root = { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }] };
  if (!isCheapToParse(text)) return plain;
  try {
    return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  } catch {
    // The parser recurses, so that there is always a text that is too much for its stack.
    return plain;
  }
}

/** A syntax tree as Markdown, in one style. Of GitHub's extensions without the automatic links, which would escape every address. */
export function writeMarkdown(root: Nodes): Markdown {
  const extensions = (gfmToMarkdown().extensions ?? []).filter(({ handlers }) =>
    ['table', 'delete', 'paragraph'].some((name) => name in (handlers ?? {})),
  );
  return toMarkdown(root, { extensions, bullet: '-', rule: '-', fences: true, resourceLink: false }).trim();
}

/** The words of a tree. Walks instead of recursing: a hostile tree is deep. */
export function flatText(node: Nodes): string {
  const open: Nodes[] = [node];
  const words: string[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('value' in next) words.push(next.value);
    else if ('children' in next) open.push(...next.children.toReversed());
  }
  return words.join(' ').replaceAll(/\s+/g, ' ');
}
