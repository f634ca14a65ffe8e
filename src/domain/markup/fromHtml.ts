import { fromHtml } from 'hast-util-from-html';
import { toMdast } from 'hast-util-to-mdast';
import type { Image, Nodes, Parents, RootContent } from 'mdast';
import type { Markdown } from '../ticket.ts';
import { externalUrl } from './externalUrl.ts';
import { plainToMarkdown } from './fromPlain.ts';
import { layoutAwareTable } from './htmlTables.ts';
import { isCheapToConvert, textOfHtml } from './htmlText.ts';
import { writeMarkdown } from './markdownSource.ts';

/**
 * HTML, as mails and rich-text editors write it, as Markdown. Nothing in the result runs, loads or leads anywhere but to http, https
 * and mailto: scripts, styles, forms and comments are gone, pictures are links. HTML that would take long to convert keeps its text only.
 */
export function htmlToMarkdown(html: string): Markdown {
  if (!isCheapToConvert(html)) return plainToMarkdown(textOfHtml(html));
  const tree = toMdast(fromHtml(html, { fragment: true }), {
    handlers: {
      ...ignored('base', 'iframe', 'input', 'math', 'noscript', 'object', 'select', 'svg', 'textarea'),
      table: layoutAwareTable,
    },
    nodeHandlers: { comment: ignore },
  });
  return writeMarkdown(harmless(tree));
}

function ignore(): undefined {}

function ignored(...names: readonly string[]): Record<string, () => undefined> {
  return Object.fromEntries(names.map((name) => [name, ignore]));
}

function harmless<T extends Nodes>(node: T): T {
  if ('children' in node) setChildren(node, (node.children as RootContent[]).flatMap(harmlessChild));
  return node;
}

function setChildren(node: Parents, children: RootContent[]): void {
  (node as { children: RootContent[] }).children = children;
}

function harmlessChild(node: RootContent): RootContent[] {
  if (node.type === 'html' || node.type === 'definition') return [];
  if (node.type === 'image') return pictureLink(node);
  if (node.type !== 'link') return [harmless(node)];
  const { children } = harmless(node);
  const url = externalUrl(node.url.trim());
  if (url === undefined) return children;
  return [{ type: 'link', url, children: children.length > 0 ? children : [{ type: 'text', value: url }] }];
}

/** A picture is not loaded unasked: it would tell its sender who reads the ticket. */
function pictureLink({ url: source, alt }: Image): RootContent[] {
  const url = externalUrl(source.trim());
  const name = alt?.trim() ?? '';
  if (url === undefined) return name === '' ? [] : [{ type: 'text', value: name }];
  return [{ type: 'link', url, children: [{ type: 'text', value: name === '' ? url : name }] }];
}
