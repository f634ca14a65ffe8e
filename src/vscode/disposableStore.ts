import type { Disposable } from 'vscode';

/** Owns what must be ended. What is added after its end is ended at once, so nothing that starts late is leaked. */
export class DisposableStore implements Disposable {
  readonly #disposables = new Set<Disposable>();
  #disposed = false;

  add<T extends Disposable>(disposable: T): T {
    if (this.#disposed) disposable.dispose();
    else this.#disposables.add(disposable);
    return disposable;
  }

  /** Takes over a listener that is ended by a function. */
  addEnd(end: () => void): void {
    this.add({ dispose: end });
  }

  /** Ends what it owns now, and can be filled again. */
  clear(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#disposables.clear();
  }

  dispose(): void {
    this.#disposed = true;
    this.clear();
  }
}
