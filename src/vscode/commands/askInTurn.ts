import { CancellationError, QuickInputButtons, window } from 'vscode';
import type { Disposable, QuickInput, QuickPickItem } from 'vscode';
import { demandText, type Question } from './ask.ts';

/** Asks one thing and adds the answer to what is known. One that asks nothing is passed over, on the way back too. */
export interface Step<Known, Name extends string = string> {
  readonly name: Name;
  readonly ask: (known: Known, asker: Asker) => Promise<Known>;
}

interface Course<Known> {
  /** The place to begin at, where the answers before it are known. */
  readonly from: number;
  /** Gets what is known after each answer: a step that fails must not lose those before it. */
  readonly keep: (known: Known) => void;
}

/** Asks one question after the other. The button for it leads back to the one before, with its answer in place. Escape ends the command. */
export async function askInTurn<Known>(
  start: Known,
  steps: readonly Step<Known>[],
  { from, keep }: Course<Known>,
): Promise<void> {
  const asked: number[] = [];
  let known = start;
  let index = from;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const asker = new Asker(asked.length > 0);
    try {
      known = await step.ask(known, asker);
      keep(known);
      if (asker.count > 0) asked.push(index);
      index++;
    } catch (error) {
      if (!(error instanceof WentBack)) throw error;
      // From the second question of a step to its first.
      if (asker.count === 1) index = asked.pop() ?? index;
    }
  }
}

class WentBack extends Error {}

/** Asks the questions of one step. */
export class Asker {
  readonly #canGoBack: boolean;
  /** How many questions were asked. */
  count = 0;

  constructor(canGoBack: boolean) {
    this.#canGoBack = canGoBack;
  }

  async text({ optional = false, validateInput, ...question }: Question): Promise<string> {
    const box = window.createInputBox();
    Object.assign(box, question, { ignoreFocusOut: true });
    const problemOf = validateInput ?? (optional ? () => undefined : demandText);
    const answer = await this.#answer<string>(box, (accept) => [
      box.onDidChangeValue((typed) => (box.validationMessage = problemOf(typed.trim()))),
      box.onDidAccept(() => {
        const typed = box.value.trim();
        box.validationMessage = problemOf(typed);
        if (box.validationMessage === undefined) accept(typed);
      }),
    ]);
    return answer;
  }

  async pick<T extends QuickPickItem>(
    items: readonly T[],
    options: { readonly title: string; readonly placeHolder: string },
  ): Promise<T> {
    const box = window.createQuickPick<T>();
    Object.assign(box, { title: options.title, placeholder: options.placeHolder, items, ignoreFocusOut: true });
    return this.#answer<T>(box, (accept) => [
      box.onDidAccept(() => {
        const [chosen] = box.selectedItems;
        if (chosen !== undefined) accept(chosen);
      }),
    ]);
  }

  async #answer<T>(
    box: QuickInput & { buttons: readonly unknown[]; onDidTriggerButton: BackListener },
    listen: (accept: (answer: T) => void) => readonly Disposable[],
  ): Promise<T> {
    this.count++;
    const canGoBack = this.#canGoBack || this.count > 1;
    box.buttons = canGoBack ? [QuickInputButtons.Back] : [];
    const listeners: Disposable[] = [box];
    try {
      return await new Promise<T>((resolve, reject) => {
        listeners.push(...listen(resolve));
        listeners.push(box.onDidTriggerButton(() => reject(new WentBack())));
        listeners.push(box.onDidHide(() => reject(new CancellationError())));
        box.show();
      });
    } finally {
      for (const listener of listeners) listener.dispose();
    }
  }
}

type BackListener = (listener: () => void) => Disposable;
