import { readEvent, writeEvent, type DeskEvent } from '../../../../src/backends/gitDesk/event.ts';
import { actorOf } from '../../../../src/backends/gitDesk/ids.ts';
import type { DeskPerson, EventData } from '../../../../src/backends/gitDesk/schema.ts';
import type { BlobContent } from '../../../../src/domain/ports.ts';
import { ana } from '../../../fakes/temporaryRepository.ts';

export const ticketId = '7K3F9Q00000000000000000000';

/** What an event says; by Ana, a minute after another for each step of the clock, if it does not say so itself. */
export type Said = EventData extends infer E
  ? E extends EventData
    ? Omit<E, 'at' | 'by'> & Partial<EventBase>
    : never
  : never;

interface EventBase {
  readonly at: string;
  readonly by: DeskPerson;
}

let count = 0;

/** A file of the desk with an event. */
export function fileOf(ticket: string, lamport: number, said: Said): BlobContent {
  const by = said.by ?? ana;
  const at = said.at ?? new Date(Date.parse('2026-11-24T10:00:00.000Z') + lamport * 60_000).toISOString();
  const suffix = String(++count).padStart(10, '0');
  const data: EventData = { ...said, at, by };
  return writeEvent(ticket, `${String(lamport).padStart(6, '0')}-${actorOf(by.email)}-${suffix}`, data);
}

/** The events of one ticket: the first has the clock 1, and so on, if there is no clock beside them. */
export function eventsOf(...said: readonly (Said | readonly [number, Said])[]): DeskEvent[] {
  return said.flatMap((item, index) => {
    const [lamport, event] = isClocked(item) ? item : ([index + 1, item] as const);
    return readEvent(fileOf(ticketId, lamport, event)) ?? [];
  });
}

function isClocked(item: Said | readonly [number, Said]): item is readonly [number, Said] {
  return Array.isArray(item);
}

export const created = {
  type: 'created',
  kind: 'incident',
  title: 'Checkout is slow',
  body: 'Since **10:00**.',
} as const;
