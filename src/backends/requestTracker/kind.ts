import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

const name = v.pipe(v.string(), v.nonEmpty());

/** What selects a service's tickets: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  queue: v.optional(v.pipe(name, v.description("The queue's name, or its number."))),
  customFields: v.optional(
    v.pipe(
      v.record(name, v.string()),
      v.description("Values of custom fields, by the fields' names: `{ Service: checkout }`."),
    ),
  ),
  query: v.optional(
    v.pipe(name, v.description("TicketSQL, as Request Tracker's query builder shows it: `Subject LIKE 'checkout'`.")),
  ),
});

export const requestTrackerKind: BackendKind = {
  kind: 'request-tracker',
  name: 'Request Tracker',
  signIn: ['token', 'password'],
  keyPattern: /^#?[1-9][0-9]*$/,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openRequestTracker(context),
};
