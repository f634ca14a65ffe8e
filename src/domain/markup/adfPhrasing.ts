import type { PhrasingContent } from 'mdast';
import type { Adf } from './adfRead.ts';
import { externalUrl } from './externalUrl.ts';

/** A word and the marks that are not written yet. */
interface Marked {
  readonly node: PhrasingContent;
  readonly marks: Adf['marks'];
}

/** Marks that Markdown has too, the outermost first. Colours, underlines and the like go; their words stay. */
const order = ['link', 'strong', 'em', 'strike'];

/** Words in a line, as Markdown's tree has them. */
export function adfPhrasing(nodes: readonly Adf[]): PhrasingContent[] {
  return wrap(nodes.flatMap((node) => wordsOf(node)));
}

function wordsOf(node: Adf): Marked[] {
  const { type, text, attrs, content, marks } = node;
  const kept = marks.filter((mark) => order.includes(mark.type));
  if (type === 'hardBreak') return [{ node: { type: 'break' }, marks: [] }];
  if (type === 'text') {
    const isCode = marks.some((mark) => mark.type === 'code');
    return text === '' ? [] : [{ node: isCode ? { type: 'inlineCode', value: text } : plain(text), marks: kept }];
  }
  const url = typeof attrs['url'] === 'string' ? externalUrl(attrs['url']) : undefined;
  if (url !== undefined) return [{ node: { type: 'link', url, children: [plain(url)] }, marks: [] }];
  if (content.length > 0) return content.flatMap((child) => wordsOf(child));
  const shown = shownText(node);
  return shown === '' ? [] : [{ node: plain(shown), marks: kept }];
}

/** What stands for a node that has no text of its own: mentions, emoji, dates, status lozenges, files, macros. */
function shownText({ type, attrs }: Adf): string {
  const text = ['text', 'shortName', 'title', 'alt', 'url']
    .map((name) => attrs[name])
    .find((value) => typeof value === 'string' && value !== '');
  if (typeof text === 'string') return text;
  switch (type) {
    case 'date': {
      // Milliseconds since 1970, as text.
      const date = new Date(Number(attrs['timestamp']));
      return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
    }
    case 'media':
    case 'mediaInline':
      return '[file]';
    case 'mention':
      return typeof attrs['id'] === 'string' ? `@${attrs['id']}` : '';
    default:
      return typeof attrs['extensionKey'] === 'string' ? `[${attrs['extensionKey']}]` : '';
  }
}

/** Puts neighbours that share a mark under one. */
function wrap(words: readonly Marked[]): PhrasingContent[] {
  const made: PhrasingContent[] = [];
  for (let start = 0; start < words.length;) {
    const first = words[start];
    if (first === undefined) break;
    const mark = order
      .map((name) => first.marks.find(({ type }) => type === name))
      .find((found) => found !== undefined);
    if (mark === undefined) {
      made.push(first.node);
      start++;
      continue;
    }
    const key = keyOf(mark);
    let end = start;
    while (end < words.length && words[end]?.marks.some((other) => keyOf(other) === key) === true) end++;
    const inside = wrap(
      words
        .slice(start, end)
        .map(({ node, marks }) => ({ node, marks: marks.filter((other) => keyOf(other) !== key) })),
    );
    made.push(...under(mark, inside));
    start = end;
  }
  return made;
}

function keyOf({ type, attrs }: Adf['marks'][number]): string {
  return type === 'link' ? `link ${String(attrs['href'])}` : type;
}

function under({ type, attrs }: Adf['marks'][number], children: PhrasingContent[]): PhrasingContent[] {
  if (type === 'strong') return [{ type: 'strong', children }];
  if (type === 'em') return [{ type: 'emphasis', children }];
  if (type === 'strike') return [{ type: 'delete', children }];
  const url = typeof attrs['href'] === 'string' ? externalUrl(attrs['href']) : undefined;
  // An address that may not be opened is left beside its words.
  if (url === undefined) return [...children, plain(` (${String(attrs['href'])})`)];
  return [{ type: 'link', url, children }];
}

function plain(value: string): PhrasingContent {
  return { type: 'text', value };
}
