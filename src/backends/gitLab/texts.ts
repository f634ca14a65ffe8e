import type { Markdown } from '../../domain/ticket.ts';

/**
 * GitLab takes a line `/close` for a command and does it: in notes and in descriptions, after it has removed carriage returns
 * (lib/gitlab/quick_actions/extractor.rb). A backslash before the slash shows as nothing, and stops that.
 */
const command = /^( {0,3})\/(?=[a-z_]+(?:\s|$))/gim;
const escapedCommand = /^( {0,3})\\\/(?=[a-z_]+(?:\s|$))/gim;

/** The marker of Footbridge is a comment of HTML, at the end of a text and not to be seen. */
const opening = '<!-- footbridge:';
const closing = ' -->';

/** A text as it is sent: nothing in it is a command, and a marker stands at its end. */
export function wireText(body: Markdown, marker?: string): string {
  const text = body.replaceAll(/\r\n?/g, '\n').replaceAll(command, '$1\\/').trimEnd();
  return marker === undefined ? text : `${text}\n\n${markerComment(marker)}`;
}

/** A text as it is shown. */
export function shownText(wire: string): Markdown {
  return (split(wire)?.text ?? wire).replaceAll(escapedCommand, '$1/');
}

export function hasMarker(wire: string, marker: string): boolean {
  return markerOf(wire) === marker;
}

/** The marker of a text, if it has one. */
export function markerOf(wire: string): string | undefined {
  return split(wire)?.code.replaceAll(/%(10[0-9a-f]{4}|[0-9a-f]{1,5});/g, (_, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 16)),
  );
}

/** Without a regular expression: a text may be a million line ends. */
function split(wire: string): { readonly text: string; readonly code: string } | undefined {
  const trimmed = wire.trimEnd();
  const start = trimmed.lastIndexOf(opening);
  if (start === -1 || !trimmed.endsWith(closing)) return undefined;
  const code = trimmed.slice(start + opening.length, -closing.length);
  return /\s/.test(code) ? undefined : { text: trimmed.slice(0, start).trimEnd(), code };
}

/** Two hyphens or an angle would end a comment, so all but plain characters are written as their numbers. */
function markerComment(marker: string): string {
  const code = Array.from(marker, (character) =>
    /[\w.:/@?=&#+]/.test(character) ? character : `%${character.codePointAt(0)?.toString(16)};`,
  );
  return opening + code.join('') + closing;
}

/** Text as code, in which GitLab looks for neither people, references nor markup. */
export function codeSpan(text: string): Markdown {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  return `${fence} ${text} ${fence}`;
}
