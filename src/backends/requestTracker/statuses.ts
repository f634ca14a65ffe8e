import { openPhases, type Phase } from '../../domain/ticket.ts';
import type { RtApi } from './api.ts';
import { isActiveByName, phaseOf } from './phase.ts';
import type { WireListedTicket } from './schema.ts';
import { active, anyOf, inactive, oneOfIds, statusIn, type Side } from './ticketSql.ts';

type Stated = Pick<WireListedTicket, 'id' | 'Status' | 'Queue'>;

/**
 * Which statuses of which queue are open. No request tells it, but a search for what is open knows it of each ticket; once known, it is
 * kept, since lifecycles change only with the server's configuration.
 */
export class Statuses {
  readonly #api: RtApi;
  readonly #open = new Map<string, boolean>();
  readonly #checked = new Set<string>();

  constructor(api: RtApi) {
    this.#api = api;
  }

  /** Makes sure that the statuses of these tickets are known. One request if some are not; none where the search itself has told. */
  async learn(tickets: readonly Stated[], side: Side): Promise<void> {
    if (side !== undefined) {
      for (const ticket of tickets) this.#open.set(keyOf(ticket), side === 'active');
      return;
    }
    const unknown = new Map<string, Stated>();
    for (const ticket of tickets) {
      const key = keyOf(ticket);
      if (isActiveByName(ticket.Status) === undefined && !this.#open.has(key)) unknown.set(key, ticket);
    }
    if (unknown.size === 0) return;
    const asked = [...unknown.values()].map(({ id }) => id);
    const open = new Set(await this.#api.searchIds(`${oneOfIds(asked)} AND ${active}`));
    for (const [key, { id }] of unknown) this.#open.set(key, open.has(id));
  }

  /**
   * Looks for the statuses of a queue whose names deceive: `resolved` where the lifecycle counts it as open, and the like. A status that
   * no ticket has yet stays as its name says. One request, once for each status.
   */
  async check(queue: Stated['Queue'], statuses: readonly string[]): Promise<void> {
    const unknown = statuses.filter((status) => {
      const key = keyOf({ Queue: queue, Status: status });
      return isActiveByName(status) === undefined && !this.#open.has(key) && !this.#checked.has(key);
    });
    if (unknown.length === 0) return;
    const contrary = [active, inactive].flatMap((side) => {
      const deceiving = unknown.filter(
        (status) => openPhases.includes(phaseOf(status, undefined)) === (side === inactive),
      );
      return deceiving.length === 0 ? [] : [`( ${statusIn(deceiving)} AND ${side} )`];
    });
    const { items } = await this.#api.search({ query: `Queue = ${queue.id} AND ${anyOf(contrary)}`, order: 'id' });
    for (const found of items) this.#open.set(keyOf(found), !openPhases.includes(phaseOf(found.Status, undefined)));
    for (const status of unknown) this.#checked.add(keyOf({ Queue: queue, Status: status }));
  }

  /** The phase of a status in a queue, as far as the status is known there. */
  phase({ Status, Queue }: Pick<Stated, 'Status' | 'Queue'>): Phase {
    return phaseOf(Status, this.#open.get(keyOf({ Status, Queue })) ?? isActiveByName(Status));
  }
}

function keyOf({ Status, Queue }: Pick<Stated, 'Status' | 'Queue'>): string {
  return `${Queue.id} ${Status}`;
}
