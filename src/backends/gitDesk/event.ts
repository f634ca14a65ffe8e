import type { BlobContent } from '../../domain/ports.ts';
import { folderOf } from './ids.ts';
import { parseEvent, type EventData } from './schema.ts';

/** What is kept of an event: its text takes half the room of what is in it, and most events are never looked at again. */
export interface StoredEvent {
  /** The file's name without its ending; unique within the ticket. */
  readonly name: string;
  /** Lamport's logical clock, counted per ticket: more than every event that its writer knew. */
  readonly lamport: number;
  readonly text: string;
}

/** One immutable file of a ticket, and what it says. */
export interface DeskEvent extends StoredEvent {
  readonly data: EventData;
}

export interface EventFile extends DeskEvent {
  readonly ticket: string;
}

/** Reads a file of the desk. @returns undefined for what is not a ticket's event, or none that this version understands. */
export function readEvent({ path, content }: BlobContent): EventFile | undefined {
  const [, folder = '', ticket = '', name = '', lamport = ''] = eventPath.exec(path) ?? [];
  if (ticket === '' || folderOf(ticket) !== folder) return undefined;
  const data = parseEvent(parseJson(content));
  return data === undefined ? undefined : { ticket, name, lamport: Number(lamport), text: content, data };
}

/** What a kept event says. It was understood once, so it is again. */
export function openEvent(event: StoredEvent): DeskEvent[] {
  const data = parseEvent(parseJson(event.text));
  return data === undefined ? [] : [{ ...event, data }];
}

/** Whether a file belongs to a ticket at all; the desk holds stand-up notes too. */
export function isTicketPath(path: string): boolean {
  return path.startsWith('tickets/');
}

/** tickets/<2 hex>/<id>/<lamport>-<actor>-<random>.json */
const eventPath =
  /^(tickets\/[0-9a-f]{2}\/([0-9A-HJKMNP-TV-Z]{26}))\/((\d{6,15})-[0-9a-f]{8}-[0-9A-HJKMNP-TV-Z]{10})\.json$/;

const maxLamport = 999_999_999_999_999;

/** The name of an event that follows others, the last of which has this clock. */
export function nameAfter(last: number, actor: string, suffix: string): string {
  // Whoever writes a clock at its end leaves the others their turn all the same.
  const lamport = Math.min(last + 1, maxLamport);
  return `${String(lamport).padStart(6, '0')}-${actor}-${suffix}`;
}

export function writeEvent(ticket: string, name: string, data: EventData): BlobContent {
  return { path: `${folderOf(ticket)}/${name}.json`, content: `${JSON.stringify(data)}\n` };
}

/** The order in which events count, the same in every clone: by logical time, then by who, then by chance. */
export function compareEvents(a: StoredEvent, b: StoredEvent): number {
  return a.lamport - b.lamport || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
