import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../domain/errors.ts';
import type { Cursor } from '../domain/ports.ts';

/** What a cursor says that was written as JSON. @throws `usage` for what the backend did not write. */
export function parseCursor<T>(schema: v.GenericSchema<unknown, T>, cursor: Cursor, product: string): T {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), cursor);
  if (parsed.success) return parsed.output;
  throw foreignCursor(product);
}

export function foreignCursor(product: string): DeskError {
  return new DeskError('usage', l10n.t('This is not a place in a list of {0}.', product));
}
