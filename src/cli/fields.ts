import * as l10n from '@vscode/l10n';
import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';

type Fields = Readonly<Record<string, string>>;

/** `--field K=V`, as often as needed: what a transition requires. */
export const fieldOption: [string, string, (text: string, before: Fields) => Fields, Fields] = [
  '--field <key=value>',
  l10n.t('a field that the step requires; may be repeated'),
  (text, before) => {
    const equals = text.indexOf('=');
    if (equals < 1) throw new InvalidArgumentError(l10n.t('It is written KEY=VALUE.'));
    return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
  },
  {},
];

export const fieldsSchema = v.record(v.string(), v.string());
