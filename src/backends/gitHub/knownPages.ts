/** Rows, and the path of the page after them, as the `Link` header has it. Page addresses are never made up: beyond some, GitHub refuses them. */
export interface WirePage<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** As many answers are kept for asking whether they still hold. */
const most = 32;

interface KnownPage<T> {
  readonly etag: string;
  readonly page: WirePage<T>;
}

/** The last answers with their entity tags, by what was asked: to be told that one still holds does not count against the limit. */
export class KnownPages<T> {
  readonly #pages = new Map<string, KnownPage<T>>();

  get(question: string): KnownPage<T> | undefined {
    return this.#pages.get(question);
  }

  keep(question: string, etag: string | undefined, page: WirePage<T>): void {
    this.#pages.delete(question);
    if (etag === undefined || etag === '') return;
    this.#pages.set(question, { etag, page });
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > most && oldest !== undefined) this.#pages.delete(oldest);
  }
}
