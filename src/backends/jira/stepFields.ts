import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { FieldSpec } from '../../domain/ticket.ts';
import type { Dialect } from './dialect.ts';
import type { WireField, WireTransition } from './schema.ts';

/** What a transition's screen insists on. Fields with a default fill themselves. */
export function requiredFields({ fields }: WireTransition): readonly FieldSpec[] {
  return Object.entries(fields ?? {}).flatMap(([id, field]): FieldSpec[] => {
    if (!field.required || field.hasDefaultValue) return [];
    const choices = choicesOf(field);
    return [{ id, label: field.name, ...(choices.length === 0 ? {} : { choices }) }];
  });
}

function choicesOf({ allowedValues }: WireField): string[] {
  return (allowedValues ?? []).map(({ name, value }) => name ?? value ?? '').filter((choice) => choice !== '');
}

/** The body of a transition. @throws `usage` for a field that is missing, is none of this step, or is not among its choices. */
export function stepBody(
  step: WireTransition,
  given: Readonly<Record<string, string>>,
  dialect: Dialect,
): Readonly<Record<string, unknown>> {
  const missing = requiredFields(step).find(({ id }) => (given[id] ?? '').trim() === '');
  if (missing !== undefined) {
    throw new DeskError('usage', l10n.t('{0} needs the field {1}.', JSON.stringify(step.name), missing.label));
  }
  const fields: Record<string, unknown> = {};
  let comment: string | undefined;
  for (const [id, text] of Object.entries(given)) {
    const field = step.fields?.[id];
    if (field === undefined) {
      throw new DeskError('usage', l10n.t('{0} has no field {1}.', JSON.stringify(step.name), JSON.stringify(id)));
    }
    if (id === 'comment') comment = text;
    else fields[id] = valueOf(field, text, dialect);
  }
  return {
    transition: { id: step.id },
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(comment === undefined ? {} : { update: { comment: [{ add: internalComment(comment, dialect) }] } }),
  };
}

/** A comment is shown to the customer of a service desk unless this says that it is not. */
function internalComment(text: string, dialect: Dialect): Readonly<Record<string, unknown>> {
  return { body: dialect.write(text), properties: [{ key: 'sd.public.comment', value: { internal: true } }] };
}

function valueOf(field: WireField, text: string, dialect: Dialect): unknown {
  const { type, items, custom, system } = field.schema;
  const single = ((): unknown => {
    if (choicesOf(field).length > 0) return chosen(field, text);
    if ((type === 'array' ? items : type) === 'user') return dialect.account(text);
    if (type === 'number') return numberOf(field, text);
    // Long texts are rich ones.
    const isRich = custom.endsWith(':textarea') || system === 'description' || system === 'environment';
    return isRich ? dialect.write(text) : text;
  })();
  return type === 'array' ? [single] : single;
}

function chosen(field: WireField, text: string): unknown {
  const found = (field.allowedValues ?? []).find(({ name, value }) => (name ?? value) === text);
  if (found === undefined) {
    throw new DeskError('usage', l10n.t('{0} is no choice of the field {1}.', JSON.stringify(text), field.name), {
      next: l10n.t('The choices are: {0}.', choicesOf(field).join(', ')),
    });
  }
  return found.id === null || found.id === undefined ? { name: text } : { id: found.id };
}

function numberOf({ name }: WireField, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new DeskError('usage', l10n.t('The field {0} is a number, not {1}.', name, JSON.stringify(text)));
}
