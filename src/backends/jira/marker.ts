import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Markdown } from '../../domain/ticket.ts';
import type { WireComment } from './schema.ts';

/** The property of a comment that says which commit (or other cause) it is of. The platform takes it with the comment. */
export const markerProperty = 'footbridge.marker';

/** The service desk's interface takes a text and nothing beside it, so there the marker is the last line. */
export function withMarker(body: Markdown, marker: string | undefined): Markdown {
  if (marker === undefined) return body;
  return `${body}\n\n${plainToMarkdown(`[footbridge:${marker.replaceAll(/\s+/g, ' ')}]`)}`;
}

/** A text without its marker, and the marker. */
export function splitMarker(text: Markdown): { readonly body: Markdown; readonly marker: string | undefined } {
  const start = text.lastIndexOf('\n') + 1;
  const line = text
    .slice(start)
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
  const marker = /^\[footbridge:(.*)\]$/.exec(line)?.[1];
  return marker === undefined ? { body: text, marker } : { body: text.slice(0, start).trimEnd(), marker };
}

/** Whether a comment carries a marker, in its text or beside it. */
export function carries({ properties }: WireComment, text: Markdown, marker: string): boolean {
  const beside = properties?.find(({ key }) => key === markerProperty)?.value;
  return beside === marker || splitMarker(text).marker === marker.replaceAll(/\s+/g, ' ');
}
