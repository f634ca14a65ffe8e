import type { Person, Ticket } from '../../src/domain/ticket.ts';

export const ana: Person = { id: 'ana@example.org', name: 'Ana', isMe: true };
export const ben: Person = { id: 'ben@example.org', name: 'Ben', isMe: false };

/** A ticket, with what a test says about it. */
export function aTicket(said: Partial<Ticket> & { readonly id?: string } = {}): Ticket {
  const { id = '1', ...rest } = said;
  return {
    ref: { connection: 'git', id },
    key: `INC-${id}`,
    kind: 'incident',
    title: 'Checkout is slow',
    phase: 'new',
    state: 'New',
    assignees: [],
    services: ['checkout'],
    created: '2026-11-24T08:00:00.000Z',
    updated: '2026-11-24T09:00:00.000Z',
    due: [],
    version: '1',
    ...rest,
  };
}
