import type { PhrasingContent } from 'mdast';
import { textNode, type AdfMark, type AdfNode } from './adf.ts';
import { externalUrl } from './externalUrl.ts';

/** Words in a line, with the marks that they stand under. A line end within a paragraph is a space, as everywhere in Markdown. */
export function adfInlines(nodes: readonly PhrasingContent[], marks: readonly AdfMark[] = []): AdfNode[] {
  return nodes.flatMap((node) => inline(node, marks));
}

function inline(node: PhrasingContent, marks: readonly AdfMark[]): AdfNode[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return textNode(oneLine(node.value), marks);
    case 'strong':
      return adfInlines(node.children, add(marks, { type: 'strong' }));
    case 'emphasis':
      return adfInlines(node.children, add(marks, { type: 'em' }));
    case 'delete':
      return adfInlines(node.children, add(marks, { type: 'strike' }));
    case 'inlineCode':
      // Code takes no other mark beside it but that of a link.
      return textNode(oneLine(node.value), [...marks.filter(({ type }) => type === 'link'), { type: 'code' }]);
    case 'break':
      return [{ type: 'hardBreak' }];
    case 'link':
      return link(node.url, adfInlines(node.children, marks), marks);
    case 'image':
      return link(node.url, textNode(oneLine(node.alt ?? ''), marks), marks);
    case 'linkReference':
      return adfInlines(node.children, marks);
    case 'imageReference':
      return textNode(oneLine(node.alt ?? ''), marks);
    case 'footnoteReference':
      return textNode(`[${node.label ?? node.identifier}]`, marks);
    default:
      return node satisfies never;
  }
}

function add(marks: readonly AdfMark[], mark: AdfMark): readonly AdfMark[] {
  return marks.some(({ type }) => type === mark.type) ? marks : [...marks, mark];
}

/** A link that may be opened; any other is its words with the address beside them. */
function link(address: string, words: readonly AdfNode[], marks: readonly AdfMark[]): AdfNode[] {
  const url = externalUrl(address);
  const text = words.map((word) => word.text ?? '').join('');
  if (url === undefined) return [...words, ...textNode(text === address ? '' : ` (${oneLine(address)})`, marks)];
  const mark: AdfMark = { type: 'link', attrs: { href: url } };
  if (text.trim() === '') return textNode(url, [mark]);
  return words.map((word) => (word.type === 'text' ? { ...word, marks: [mark, ...(word.marks ?? [])] } : word));
}

function oneLine(text: string): string {
  return text.replaceAll(/[ \t]*\r?\n[ \t]*/g, ' ');
}
