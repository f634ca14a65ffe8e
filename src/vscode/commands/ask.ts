import { CancellationError, l10n, window } from 'vscode';
import { escapeIcons } from '../escapeIcons.ts';
import type { Transition } from '../../domain/ticket.ts';

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeHolder?: string;
  readonly password?: boolean;
  /** Nothing is an answer too. */
  readonly optional?: boolean;
  readonly validateInput?: (typed: string) => string | undefined;
}

/** Asks for a text. Escape ends the command. */
export async function askText({ optional = false, ...question }: Question): Promise<string> {
  const validateInput = question.validateInput ?? (optional ? undefined : demandText);
  const text = await window.showInputBox({
    ...question,
    ignoreFocusOut: true,
    ...(validateInput === undefined ? {} : { validateInput }),
  });
  if (text === undefined) throw new CancellationError();
  return text.trim();
}

export function demandText(text: string): string | undefined {
  return text.trim() === '' ? l10n.t('This cannot be empty.') : undefined;
}

/** Asks for the fields that a step requires, one after the other. */
export async function askFields({ label, requires }: Transition): Promise<Readonly<Record<string, string>>> {
  const fields: Record<string, string> = {};
  for (const [index, field] of requires.entries()) {
    const title = requires.length === 1 ? label : l10n.t('{0} ({1} of {2})', label, index + 1, requires.length);
    fields[field.id] =
      field.choices === undefined
        ? await askText({ title, prompt: field.label })
        : (
            await pick(
              field.choices.map((choice) => ({ label: choice })),
              { title, placeHolder: field.label },
            )
          ).label;
  }
  return fields;
}

/** Lets the user pick one. Escape ends the command. */
export async function pick<T extends { readonly label: string }>(
  items: readonly T[],
  { title, placeHolder }: { readonly title: string; readonly placeHolder?: string },
): Promise<T> {
  const options = {
    title,
    ignoreFocusOut: true,
    matchOnDescription: true,
    ...(placeHolder === undefined ? {} : { placeHolder }),
  };
  const chosen = await window.showQuickPick(items, options);
  if (chosen === undefined) throw new CancellationError();
  return chosen;
}

/** Says in the status bar, for a few seconds, that something is done. */
export function say(text: string): void {
  window.setStatusBarMessage(`$(check) ${escapeIcons(text)}`, 8000);
}
