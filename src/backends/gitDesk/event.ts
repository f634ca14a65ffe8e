import type { BlobContent } from '../../domain/ports.ts';
import { folderOf } from './ids.ts';
import { parseEvent, type EventData } from './schema.ts';

/** One immutable file of a ticket. */
export interface DeskEvent {
  /** The file's name without its ending; unique within the ticket. */
  readonly name: string;
  /** Lamport's logical clock, counted per ticket: more than every event that its writer knew. */
  readonly lamport: number;
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
  return data === undefined ? undefined : { ticket, name, lamport: Number(lamport), data };
}

/** Whether a file belongs to a ticket at all; the desk holds stand-up notes too. */
export function isTicketPath(path: string): boolean {
  return path.startsWith('tickets/');
}

/** tickets/<2 hex>/<id>/<lamport>-<actor>-<random>.json */
const eventPath =
  /^(tickets\/[0-9a-f]{2}\/([0-9A-HJKMNP-TV-Z]{26}))\/((\d{6,15})-[0-9a-f]{8}-[0-9A-HJKMNP-TV-Z]{10})\.json$/;

const maxLamport = 999_999_999_999_999;

/** The name of an event that follows others. */
export function nameAfter(events: readonly DeskEvent[], actor: string, suffix: string): string {
  // Whoever writes a clock at its end leaves the others their turn all the same.
  const lamport = Math.min((events.at(-1)?.lamport ?? 0) + 1, maxLamport);
  return `${String(lamport).padStart(6, '0')}-${actor}-${suffix}`;
}

export function writeEvent(ticket: string, name: string, data: EventData): BlobContent {
  return { path: `${folderOf(ticket)}/${name}.json`, content: `${JSON.stringify(data)}\n` };
}

/** The order in which events count, the same in every clone: by logical time, then by who, then by chance. */
export function compareEvents(a: DeskEvent, b: DeskEvent): number {
  return a.lamport - b.lamport || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
