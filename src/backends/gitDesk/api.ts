import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { BlobContent, Clock, Identity, Log, ObjectStore } from '../../domain/ports.ts';
import { DeskTickets } from './deskTickets.ts';
import { isTicketPath, nameAfter, readEvent, writeEvent, type DeskEvent, type EventFile } from './event.ts';
import { actorOf, newEventSuffix } from './ids.ts';
import type { EventData } from './schema.ts';

/** The one ref of the desk. It is never checked out, so it does not depend on the branch that is. */
export const deskRef = 'refs/footbridge/desk';

/**
 * Looks at the tickets as they are now and says what to write, stamped with when and by whom. Asked again when somebody
 * was faster, so it checks for itself whether its premise still holds.
 * @returns undefined if there is nothing to write any more.
 */
type Decide = (stamp: Pick<EventData, 'at' | 'by'>) => EventData | undefined;

interface Written {
  readonly by: Identity;
  readonly event?: DeskEvent;
}

interface DeskServices {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** The desk's files as git has them, and the tickets that they make. Reads only what was added since it read last. */
export class DeskLog {
  readonly #services: DeskServices;
  #tickets = new DeskTickets();
  #commit: string | undefined;
  #loaded = false;
  #reading: Promise<void> | undefined;
  #waiting: Promise<void> | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(services: DeskServices) {
    this.#services = services;
  }

  get tickets(): DeskTickets {
    return this.#tickets;
  }

  /** The commit that the tickets were read from. */
  get commit(): string | undefined {
    return this.#commit;
  }

  /** Reads what was added. Whoever calls while another call reads waits for the next one: it may be looking for more. */
  async refresh(): Promise<void> {
    if (this.#reading === undefined) {
      this.#reading = this.#read().finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }
    this.#waiting ??= this.#reading.then(noop, noop).then(async () => {
      this.#waiting = undefined;
      return this.refresh();
    });
    return this.#waiting;
  }

  /**
   * Writes one event on top of what everybody else has written, and reads it back.
   * @returns who wrote, and the event; no event if there was nothing to write.
   * @throws whatever `decide` throws; `unavailable` if others were faster for too long.
   */
  async write(id: string, decide: Decide): Promise<Written> {
    // One at a time: writers of one process would only be in each other's way.
    const turn = this.#writing.then(async () => this.#write(id, decide));
    this.#writing = turn.catch(noop);
    return turn;
  }

  async #write(id: string, decide: Decide): Promise<Written> {
    const { store, clock } = this.#services;
    const [by] = await Promise.all([store.identity(), this.refresh()]);
    const stamp = { at: clock().toISOString(), by };
    const suffix = newEventSuffix();
    const deadline = Date.now() + patience;
    for (let wait = 10; ; wait = Math.min(wait * 2, 500)) {
      const ticket = this.#tickets.get(id);
      const data = decide(stamp);
      if (data === undefined) return { by };
      const file = writeEvent(id, nameAfter(ticket?.lamport ?? 0, actorOf(by.email), suffix), data);
      const failure = await this.#append(file, `${data.type} ${id.slice(0, 10)}`);
      await this.refresh();
      // Looked for by its own name, before anything else: git may have failed after it had moved the ref.
      const event = this.#tickets.get(id)?.eventEnding(suffix);
      if (event !== undefined) return { by, event };
      if (failure !== undefined) throw failure.error;
      if (Date.now() > deadline) throw tooBusy();
      // Whoever lost to the same writer must not come back at the same moment.
      await delay(wait * Math.random());
    }
  }

  /** Appends a file to what was read. @returns why that failed; nothing if it worked, or if somebody was faster. */
  async #append(file: BlobContent, message: string): Promise<{ readonly error: unknown } | undefined> {
    const parent = this.#commit;
    try {
      const commit = await this.#services.store.append(deskRef, parent, [file], message);
      const event = readEvent(file);
      // What we have just written needs no reading, as long as the ref is still there: `refresh` looks.
      if (commit !== undefined && event !== undefined && this.#commit === parent) {
        this.#tickets.add(event, this.#now());
        this.#commit = commit;
      }
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  async #read(): Promise<void> {
    for (;;) {
      const from = this.#commit;
      const commit = await this.#services.store.resolve(deskRef);
      // Between two reads an append of our own may have come: then what was read is of yesterday.
      if (this.#commit !== from) continue;
      if (commit === from && this.#loaded) return;
      const use = commit === undefined ? (): DeskTickets => new DeskTickets() : await this.#load(from, commit);
      if (this.#commit !== from) continue;
      this.#tickets = use();
      this.#commit = commit;
      this.#loaded = true;
      return;
    }
  }

  /** Reads what is needed to go from one commit to another. @returns what then makes the change, at once, so that nobody sees half of it. */
  async #load(from: string | undefined, to: string): Promise<() => DeskTickets> {
    const { store, log } = this.#services;
    if (from !== undefined) {
      try {
        const added: EventFile[] = [];
        await this.#take(store.readAdded(from, to), (event) => added.push(event));
        return () => {
          for (const event of added) this.#tickets.add(event, this.#now());
          return this.#tickets;
        };
      } catch (error) {
        if (!DeskError.is(error, 'conflict')) throw error;
        log.warn(`${deskRef} was rewritten: it is read again from the beginning.`);
      }
    }
    const tickets = new DeskTickets();
    const arrived = this.#loaded ? this.#now() : undefined;
    await this.#take(store.readAll(to), (event) => tickets.add(event, arrived));
    return () => tickets;
  }

  async #take(batches: AsyncIterable<readonly BlobContent[]>, take: (event: EventFile) => void): Promise<void> {
    let strange = 0;
    for await (const batch of batches) {
      for (const file of batch) {
        if (!isTicketPath(file.path)) continue;
        const event = readEvent(file);
        if (event === undefined) strange++;
        else take(event);
      }
    }
    if (strange > 0)
      this.#services.log.warn(`${deskRef}: ${strange} files were not understood. They are kept, and left out.`);
  }

  #now(): string {
    return this.#services.clock().toISOString();
  }
}

/** Milliseconds for which a write tries again. */
const patience = 60_000;

function tooBusy(): DeskError {
  return new DeskError('unavailable', l10n.t('Others write to the git desk all the time: what you did is not saved.'), {
    next: l10n.t('Try again in a moment.'),
  });
}

function noop(): void {}
