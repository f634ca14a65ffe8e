import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Markdown } from '../ticket.ts';
import { blocksOf } from './markdownBlocks.ts';
import { isCheapToParse } from './markdownCost.ts';

/**
 * What a renderer may show of a Markdown text. It cannot express anything else: there is no HTML, no image, no address
 * outside http, https and mailto, and no nesting without end, so a renderer that covers the tree is safe.
 */
export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | { readonly type: 'list'; readonly start: number | undefined; readonly items: readonly ListItem[] }
  | { readonly type: 'code'; readonly language: string | undefined; readonly children: readonly Inline[] }
  | { readonly type: 'table'; readonly rows: readonly TableRow[] }
  | { readonly type: 'rule' }
  /** Text that is shown as it was written: raw HTML, what is nested too deeply, what would take too long to parse. */
  | { readonly type: 'plain'; readonly children: readonly Inline[] };

export interface ListItem {
  /** Absent unless the item is a task with a box. */
  readonly checked: boolean | undefined;
  readonly children: readonly Block[];
}

/** The first row of a table is its heading. */
export type TableRow = readonly (readonly Inline[])[];

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'deleted'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly children: readonly Inline[] }
  | { readonly type: 'link'; readonly url: string; readonly text: string }
  /** Never loaded: a renderer shows the words and the address. `url` is absent where it is none that may be opened. */
  | { readonly type: 'image'; readonly url: string | undefined; readonly alt: string }
  /** A place in the code that a reader can open. */
  | {
      readonly type: 'place';
      readonly text: string;
      readonly path: string;
      readonly line?: number;
      readonly column?: number;
    }
  | { readonly type: 'break' };

/**
 * Parses a text of at most some thousand characters (see `splitMarkdown` for longer ones) in bounded time.
 * Never throws: what cannot be parsed is shown as it was written.
 */
export function parseMarkdown(text: Markdown): readonly Block[] {
  const plain = (): readonly Block[] => blocksOf({ type: 'root', children: [{ type: 'html', value: text }] }, text);
  if (!isCheapToParse(text)) return plain();
  try {
    return blocksOf(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), text);
  } catch {
    // The parser recurses, so that there is always a text that is too much for its stack.
    return plain();
  }
}
