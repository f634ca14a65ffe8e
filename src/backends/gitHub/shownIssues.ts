import { isIssue, type WireListedIssue } from './schema.ts';

/** Which issues a list has shown, and on which of its pages: one that changes meanwhile comes again, and is not shown again. */
export class ShownIssues {
  readonly #pages = new Map<string, number>();

  /** The issues among the rows of a page that stood on no earlier one. A page that is read again shows the same again. */
  newOn(page: number, rows: readonly WireListedIssue[]): WireListedIssue[] {
    const now = new Set<string>();
    return rows.filter((row) => {
      const key = `${row.repository_url}#${row.number}`;
      const before = this.#pages.get(key) ?? page;
      if (!isIssue(row) || now.has(key) || before < page) return false;
      this.#pages.set(key, page);
      now.add(key);
      return true;
    });
  }
}

/** As many lists as somebody may be reading at once. Of one that is forgotten, an issue can come twice; none is lost. */
const mostLists = 16;

/** What the lists of an account have shown. Not part of a cursor: ten thousand numbers would go into each and out again. */
export class ShownLists {
  readonly #lists = new Map<string, ShownIssues>();

  of(list: string): ShownIssues {
    const known = this.#lists.get(list) ?? new ShownIssues();
    this.#lists.delete(list);
    this.#lists.set(list, known);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > mostLists && oldest !== undefined) this.#lists.delete(oldest);
    return known;
  }
}
