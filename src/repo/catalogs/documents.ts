import { parseAllDocuments } from 'yaml';
import { isCheapToParse } from '../linkFileCost.ts';

/**
 * The documents of a YAML file of another tool, as plain data. One that is broken is left out, since it is that tool's to tell;
 * the others stay in use. Never throws.
 */
export function documentsOf(text: string): unknown[] {
  if (!isCheapToParse(text)) return [];
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  // Without any document, what comes is an empty list of another type.
  return Array.from(documents).flatMap((document) => {
    if (document.errors.length > 0) return [];
    try {
      return [document.toJS({ maxAliasCount: 100 }) as unknown];
    } catch {
      return [];
    }
  });
}
