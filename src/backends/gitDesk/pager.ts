import type { Cursor } from '../../domain/ports.ts';

interface Slice {
  readonly ids: readonly string[];
  readonly next?: Cursor;
  readonly total: number;
}

/** How many lists are remembered. A cursor of an older one goes on after the last ticket that it showed. */
const remembered = 16;

/**
 * Cuts lists into pages. The list is remembered as it was when its first page was asked for, so that a ticket that
 * changes meanwhile, and moves to the top, is neither missed nor shown twice.
 */
export class Pager {
  readonly #size: number;
  readonly #lists = new Map<string, readonly string[]>();
  #count = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** @param list the whole list as it is now. */
  page(list: () => readonly string[], cursor: Cursor | undefined): Slice {
    const [name = '', end = '', last = ''] = cursor?.split('.') ?? [];
    const known = this.#lists.get(name);
    const ids = known ?? list();
    const after = known === undefined ? ids.indexOf(last) + 1 : 0;
    const from = after > 0 ? after : Number(end);
    const to = from + this.#size;
    const shown = ids.slice(from, to);
    if (to >= ids.length) return { ids: shown, total: ids.length };
    const listName = known === undefined ? this.#remember(ids) : name;
    return { ids: shown, total: ids.length, next: `${listName}.${to}.${shown.at(-1)}` };
  }

  #remember(ids: readonly string[]): string {
    // Unlike a name of an earlier process, whose cursors may still be around.
    const name = `${Date.now().toString(36)}-${++this.#count}`;
    this.#lists.set(name, ids);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > remembered && oldest !== undefined) this.#lists.delete(oldest);
    return name;
  }
}
