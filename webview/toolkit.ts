// The only file that imports the toolkit: it is archived upstream, and this is where another would take its place.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextArea,
} from '@vscode/webview-ui-toolkit';
import { h, type ComponentChildren, type JSX } from 'preact';

/** Makes the elements known to the page. Called once, before anything is shown. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeProgressRing(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
    vsCodeTextArea(),
  );
}

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly appearance?: 'primary' | 'secondary' | 'icon';
  readonly disabled?: boolean;
  readonly title?: string;
  readonly class?: string;
}

export function Button({ appearance = 'secondary', disabled = false, ...rest }: ButtonProps): JSX.Element {
  return h('vscode-button', { appearance, disabled, ...rest });
}

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly onInput: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function TextArea({ label, onInput, ...rest }: TextAreaProps): JSX.Element {
  const input = (event: Event): void => {
    if (event.target instanceof HTMLElement && 'value' in event.target) onInput(String(event.target.value));
  };
  return h('vscode-text-area', { rows: 6, resize: 'vertical', ref: letTextTurn, onInput: input, ...rest }, label);
}

/** The text's own direction decides, as in every other box of the page. The toolkit has no property for it. */
function letTextTurn(element: HTMLElement | null): void {
  if (element === null) return;
  requestAnimationFrame(() => element.shadowRoot?.querySelector('textarea')?.setAttribute('dir', 'auto'));
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly options: readonly { readonly value: string; readonly label: ComponentChildren }[];
  readonly onChange: (value: string) => void;
}

/** One of a few, all in sight. */
export function Choice({ label, options, value, disabled, onChange }: ChoiceProps): JSX.Element {
  const change = (event: Event): void => {
    if (event.target instanceof HTMLElement && 'value' in event.target) onChange(String(event.target.value));
  };
  const radios = options.map((option) =>
    h('vscode-radio', { key: option.value, value: option.value, checked: option.value === value }, option.label),
  );
  return h('vscode-radio-group', { 'aria-label': label, value, disabled, onChange: change }, ...radios);
}

export function Spinner({ label }: { readonly label: string }): JSX.Element {
  return h('vscode-progress-ring', { 'aria-label': label });
}
