import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Http } from '../../http/http.ts';

/** A client that says what to do where an instance sleeps: developer instances do, and then answer with a web page or send elsewhere. */
export function wakingHttp(http: Http): Http {
  return {
    required: async (schema, request) => http.required(schema, request).catch(explainSleep),
    optional: async (schema, request) => http.optional(schema, request).catch(explainSleep),
    changed: async (schema, request, etag) => http.changed(schema, request, etag).catch(explainSleep),
    noContent: async (request) => http.noContent(request).catch(explainSleep),
  };
}

/** A web page has no detail; data of a wrong form has. */
function explainSleep(error: unknown): never {
  if (!DeskError.is(error, 'invalidResponse') || error.detail !== undefined) throw error;
  const wake = l10n.t('A developer instance that sleeps does this: open it in a browser, and wake it up.');
  throw new DeskError('invalidResponse', error.message, {
    cause: error,
    next: error.next === undefined ? wake : `${error.next} ${wake}`,
  });
}
