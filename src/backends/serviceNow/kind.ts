import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

const name = v.pipe(v.string(), v.nonEmpty());
const tableName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/));

/** What selects a service's tickets: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  tables: v.optional(
    v.pipe(
      v.array(tableName),
      v.minLength(1),
      v.description(
        'The tables its tickets are in: `[incident, change_request]`. Absent: incidents, requests, tasks, changes and problems.',
      ),
    ),
  ),
  ci: v.optional(v.pipe(name, v.description('The name of the configuration item (`cmdb_ci`), or its sys_id.'))),
  service: v.optional(
    v.pipe(name, v.description('The name of the business service (`business_service`), or its sys_id.')),
  ),
  group: v.optional(v.pipe(name, v.description('The name of the assignment group, or its sys_id.'))),
  query: v.optional(
    v.pipe(
      name,
      v.description(
        'An encoded query, as "Copy query" of a list gives it: `category=software^priority<=2`. Columns that only one table has need that table alone in `tables`.',
      ),
    ),
  ),
});

export const serviceNowKind: BackendKind = {
  kind: 'servicenow',
  name: 'ServiceNow',
  signIn: ['token', 'password', 'headers'],
  tokenHelp: () =>
    l10n.t(
      'An OAuth access token of ServiceNow (System OAuth). For a REST API key, choose a header instead, and name it x-sn-apikey.',
    ),
  keyPattern: /^(?:INC|REQ|RITM|SCTASK|TASK|CHG|CTASK|PRB)[0-9]{4,15}$/i,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openServiceNow(context),
};
