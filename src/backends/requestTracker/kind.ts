import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

export const requestTrackerKind: BackendKind = {
  kind: 'request-tracker',
  name: 'Request Tracker',
  signIn: ['token', 'password'],
  keyPattern: /^#?[1-9][0-9]*$/,
  selectors: v.strictObject({
    queue: v.optional(v.pipe(v.string(), v.nonEmpty(), v.description('The name of the queue.'))),
    customFields: v.optional(
      v.pipe(
        v.record(v.pipe(v.string(), v.nonEmpty()), v.string()),
        v.description('Custom fields of the ticket with the value that each must have: `{ Service: checkout }`.'),
      ),
    ),
    query: v.optional(
      v.pipe(v.string(), v.nonEmpty(), v.description("A condition in TicketSQL: `Subject LIKE 'checkout'`.")),
    ),
  }),
  open: async (context) => (await import('./index.ts')).openRequestTracker(context),
};
