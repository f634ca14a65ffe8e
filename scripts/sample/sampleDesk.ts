import { DeskLog } from '../../src/backends/gitDesk/api.ts';
import { gitDeskKind } from '../../src/backends/gitDesk/kind.ts';
import { deskConnection } from '../../src/domain/connection.ts';
import type { Backend, Identity, ObjectStore } from '../../src/domain/ports.ts';
import type { Person } from '../../src/domain/ticket.ts';
import type { Actor } from './story.ts';

/** The git desk of the sample, at which one person after the other sits down. */
export class SampleDesk {
  readonly backend: Backend;
  /** For what the desk holds and no backend offers yet: major incidents and due dates. */
  readonly log: DeskLog;
  readonly #people: Readonly<Record<Actor, Identity>>;
  readonly #seat: Seat;

  private constructor(parts: {
    readonly backend: Backend;
    readonly log: DeskLog;
    readonly people: Readonly<Record<Actor, Identity>>;
    readonly seat: Seat;
  }) {
    this.backend = parts.backend;
    this.log = parts.log;
    this.#people = parts.people;
    this.#seat = parts.seat;
  }

  static async open(objects: ObjectStore, you: Identity): Promise<SampleDesk> {
    const seat: Seat = { identity: you, time: new Date() };
    const store = { ...objects, identity: async () => Promise.resolve(seat.identity) };
    const services = { store, clock: () => seat.time, log: silent };
    const place = { connection: deskConnection, credential: undefined, scopes: [] };
    const backend = await gitDeskKind.open({ ...services, ...place });
    return new SampleDesk({ backend, log: new DeskLog(services), people: { you, ...team }, seat });
  }

  identityOf(actor: Actor): Identity {
    return this.#people[actor];
  }

  personOf(actor: Actor): Person {
    const { name, email } = this.#people[actor];
    return { id: email, name, isMe: false };
  }

  /** From now on everything is done by this person, at this time. */
  sitDown(actor: Actor, time: Date): void {
    this.#seat.identity = this.#people[actor];
    this.#seat.time = time;
  }
}

interface Seat {
  identity: Identity;
  time: Date;
}

const team = {
  ada: { name: 'Ada Lindqvist', email: 'ada@harbour-shop.example' },
  ben: { name: 'Ben Okafor', email: 'ben@harbour-shop.example' },
  monitoring: { name: 'Monitoring', email: 'alerts@harbour-shop.example' },
};

const nothing = (): void => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
