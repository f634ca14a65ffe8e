import type { PhrasingContent } from 'mdast';
import { externalUrl } from './externalUrl.ts';

/** Words of a paragraph in wiki markup. Lines that would begin a block do not. */
export function wikiInlines(nodes: readonly PhrasingContent[]): string {
  return inlines(nodes).split('\n').map(escapeStart).join('\n');
}

function inlines(nodes: readonly PhrasingContent[]): string {
  let made = '';
  for (const [index, node] of nodes.entries()) {
    const next = nodes[index + 1];
    const touches = /[\p{L}\p{N}]$/u.test(made) || (next?.type === 'text' && /^[\p{L}\p{N}]/u.test(next.value));
    made += inline(node, touches);
  }
  return made;
}

/** @param touches whether a letter stands beside it: then a sign counts in braces only. */
function inline(node: PhrasingContent, touches: boolean): string {
  switch (node.type) {
    case 'text':
    case 'html':
      return escapeWiki(node.value.replaceAll(/[ \t]*\r?\n[ \t]*/g, ' '));
    case 'strong':
      return marked('*', inlines(node.children), touches);
    case 'emphasis':
      return marked('_', inlines(node.children), touches);
    case 'delete':
      return marked('-', inlines(node.children), touches);
    case 'inlineCode':
      return `{{${escapeWiki(node.value.replaceAll(/\s+/g, ' '))}}}`;
    case 'break':
      return '\n';
    case 'link':
      return link(node.url, inlines(node.children));
    case 'image':
      return link(node.url, escapeWiki(node.alt ?? ''));
    case 'linkReference':
      return inlines(node.children);
    case 'imageReference':
      return escapeWiki(node.alt ?? '');
    case 'footnoteReference':
      return escapeWiki(`[${node.label ?? node.identifier}]`);
    default:
      return node satisfies never;
  }
}

function marked(sign: string, text: string, touches: boolean): string {
  // Signs with nothing, or a space, inside are text to Jira.
  const [, before = '', inside = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
  if (inside === '') return text;
  const bounded = touches && before === '' && after === '';
  return bounded ? `{${sign}}${inside}{${sign}}` : `${before}${sign}${inside}${sign}${after}`;
}

/** A link that may be opened; any other is its words with the address beside them. */
function link(address: string, words: string): string {
  const url = externalUrl(address);
  if (url === undefined) {
    const shown = escapeWiki(address);
    return words === shown ? words : `${words} (${shown})`;
  }
  const target = url.replaceAll(/[|[\]{}]/g, (sign) => encodeURIComponent(sign));
  return words.trim() === '' ? `[${target}]` : `[${words.replaceAll('\n', ' ')}|${target}]`;
}

/**
 * Text as wiki markup that shows it as it was typed. A sign is escaped with a backslash; two backslashes are a line end, so that one
 * is an entity, and what looks like an entity is none.
 */
function escapeWiki(text: string): string {
  return text
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('\\', '&#92;')
    .replaceAll(/[{}[\]*|^~!]/g, (sign) => `\\${sign}`)
    .replaceAll(/(?<![\p{L}\p{N}])[-+_]|[-+_](?![\p{L}\p{N}])|\?(?=\?)/gu, (sign) => `\\${sign}`)
    .replaceAll(/[:;](?=[)(DP])|\((?=(?:y|n|i|\/|x|on|off|\\[-+!]|\?|flag|flagoff)\))/g, (sign) => `\\${sign}`);
}

/** What makes a heading, a quote or a numbered list, at the beginning of a line. */
function escapeStart(line: string): string {
  return line.replace(/^(\s*)#/, '$1\\#').replace(/^(\s*)(h[1-6]|bq)\.(?=\s)/, '$1$2&#46;');
}
