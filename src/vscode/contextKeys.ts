import { commands } from 'vscode';

/** Keys for `when` clauses. Tells VS Code only what changed. */
export class ContextKeys {
  readonly #values = new Map<string, unknown>();

  set(key: string, value: unknown): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}
