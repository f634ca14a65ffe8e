import type { Code, List, Parents, RootContent, Table } from 'mdast';
import type { Markdown } from '../ticket.ts';
import { flatText, readMarkdown } from './markdownSource.ts';
import { wikiInlines } from './wikiInlines.ts';

/** How deep blocks nest before the rest is text. */
const maximumDepth = 12;

/**
 * Markdown as Jira's wiki markup ("text formatting notation"), which Jira Data Center and the service desk's interface take.
 * What the notation has no word for keeps its text. Never throws.
 */
export function markdownToWiki(text: Markdown): string {
  return blocks(readMarkdown(text), 0).join('\n\n');
}

function blocks(parent: Parents, depth: number): string[] {
  if (depth > maximumDepth) return [wikiInlines([{ type: 'text', value: flatText(parent) }])];
  return parent.children.flatMap((node) => block(node, depth + 1));
}

function block(node: RootContent, depth: number): string[] {
  switch (node.type) {
    case 'paragraph':
      return [wikiInlines(node.children)];
    case 'heading':
      return [`h${node.depth}. ${oneLine(wikiInlines(node.children))}`];
    case 'blockquote':
      return [`{quote}\n${blocks(node, depth).join('\n\n')}\n{quote}`];
    case 'list':
      return [listLines(node, '').join('\n')];
    case 'code':
      return [codeBlock(node)];
    case 'table':
      return [tableLines(node).join('\n')];
    case 'thematicBreak':
      return ['----'];
    case 'html':
      return [wikiInlines([node])];
    case 'footnoteDefinition':
      return [wikiInlines([{ type: 'text', value: `[${node.label ?? node.identifier}]` }]), ...blocks(node, depth)];
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
      return [wikiInlines([{ type: 'text', value: flatText(node) }])];
    default:
      return node satisfies never;
  }
}

/** An item is a line with as many signs as it is deep. Lines that follow belong to it, as long as none is empty. */
function listLines({ ordered, children }: List, marks: string): string[] {
  const own = marks.length > maximumDepth ? marks : marks + (ordered === true ? '#' : '*');
  return children.flatMap((item) => {
    const box = typeof item.checked === 'boolean' ? (item.checked ? '\\[x\\] ' : '\\[ \\] ') : '';
    const nested = item.children.flatMap((node) => (node.type === 'list' ? listLines(node, own) : []));
    const words = item.children.flatMap((node) => (node.type === 'list' ? [] : block(node, own.length)));
    return [`${own} ${box}${words.join('\n').replaceAll('\n\n', '\n')}`, ...nested];
  });
}

/** Languages that every Jira knows; it shows a fault in place of code in another. */
const languages = new Set(
  'actionscript,ada,c,c#,c++,css,go,groovy,haskell,html,java,javascript,js,json,lua,objc,perl,php,python,r,ruby,scala,sql,swift,xml,yaml'.split(
    ',',
  ),
);

function codeBlock({ lang, value }: Code): string {
  const name = lang?.toLowerCase() ?? '';
  // The sign that ends it may stand in the code itself; the other kind of block has another one.
  if (!value.includes('{code')) return `{code${languages.has(name) ? `:${name}` : ''}}\n${value}\n{code}`;
  return `{noformat}\n${value.replaceAll('{noformat', '{\u200Bnoformat')}\n{noformat}`;
}

function tableLines({ children }: Table): string[] {
  return children.map((row, index) => {
    const sign = index === 0 ? '||' : '|';
    const cells = row.children.map((cell) => oneLine(wikiInlines(cell.children)) || ' ');
    return `${sign}${cells.join(sign)}${sign}`;
  });
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
