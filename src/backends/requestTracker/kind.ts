import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

export const requestTrackerKind: BackendKind = {
  kind: 'request-tracker',
  name: 'Request Tracker',
  signIn: ['token', 'password'],
  keyPattern: /^#?[1-9][0-9]*$/,
  selectors: v.strictObject({
    queue: v.optional(v.pipe(v.string(), v.nonEmpty())),
    customFields: v.optional(v.record(v.pipe(v.string(), v.nonEmpty()), v.string())),
    query: v.optional(v.pipe(v.string(), v.nonEmpty())),
  }),
  open: async (context) => (await import('./index.ts')).openRequestTracker(context),
};
