import { markdownToWiki } from '../../domain/markup/wikiFromMarkdown.ts';
import type { Markdown } from '../../domain/ticket.ts';
import type { WireComment } from './schema.ts';

/** The property of a comment that says which commit (or other cause) it is of. The platform takes it with the comment. */
export const markerProperty = 'footbridge.marker';

/**
 * A text for the service desk's interface, which takes a text and nothing beside it. So there the marker is the last line: as code, in
 * which nothing becomes a link, and beyond whatever the text leaves open.
 */
export function wikiWithMarker(body: Markdown, marker: string | undefined): string {
  const text = markdownToWiki(body);
  return marker === undefined ? text : `${text}\n\n${markdownToWiki(`\`[footbridge:${plain(marker)}]\``)}`;
}

function plain(marker: string): string {
  return marker.replaceAll(/[\s`]+/g, ' ').trim();
}

/** A text without its marker, and the marker. An editor may have taken the marks of code away. */
export function splitMarker(text: Markdown): { readonly body: Markdown; readonly marker: string | undefined } {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start).trim();
  const shown = line.startsWith('`') ? line : line.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
  const marker = /^(`?)\[footbridge:(.*)\]\1$/.exec(shown)?.[2];
  return marker === undefined ? { body: text, marker } : { body: text.slice(0, start).trimEnd(), marker };
}

/** Whether a comment carries a marker, in its text or beside it. */
export function carries({ properties }: WireComment, text: Markdown, marker: string): boolean {
  const beside = properties?.find(({ key }) => key === markerProperty)?.value;
  return beside === marker || splitMarker(text).marker === plain(marker);
}
