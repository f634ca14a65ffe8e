import type { PhrasingContent } from 'mdast';
import { findCodePlaces } from '../codePlaces.ts';
import type { Inline } from './markdownTree.ts';
import { visibleText } from './visibleText.ts';

/** A text with the places in the code that it names. */
export function textInlines(text: string): readonly Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const place of findCodePlaces(text)) {
    if (place.start > end) inlines.push({ type: 'text', text: visibleText(text.slice(end, place.start)) });
    const { path, line, column } = place;
    inlines.push({
      type: 'place',
      text: visibleText(text.slice(place.start, place.end)),
      path,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    });
    end = place.end;
  }
  if (end < text.length) inlines.push({ type: 'text', text: visibleText(text.slice(end)) });
  return inlines;
}

/** The words of a node, without their marks. Walks instead of recursing: a hostile tree is deep. */
export function plainTextOf(node: PhrasingContent): string {
  const open: PhrasingContent[] = [node];
  let text = '';
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('value' in next) text += next.value;
    else if ('children' in next) open.push(...[...next.children].reverse());
    else if ('alt' in next) text += next.alt ?? '';
    else if (next.type === 'break') text += '\n';
  }
  return text;
}
