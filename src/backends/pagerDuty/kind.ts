import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

/** As PagerDuty makes them: upper-case letters and digits. */
const id = v.pipe(v.string(), v.regex(/^[A-Z0-9]{4,20}$/));

/** What selects a service's tickets: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  service: v.optional(
    v.pipe(id, v.description('The id of a service, the last part of the address of its page: `PIJ90N7`.')),
  ),
  escalationPolicy: v.optional(
    v.pipe(id, v.description('The id of an escalation policy, the last part of the address of its page: `PT20YPA`.')),
  ),
});

export const pagerDutyKind: BackendKind = {
  kind: 'pagerduty',
  name: 'PagerDuty',
  signIn: ['token'],
  account: () => l10n.t('E-mail address'),
  usualUrl: 'https://api.pagerduty.com',
  tokenHelp: () => l10n.t('A user API key: in PagerDuty under "My Profile", "User Settings", "Create API User Token".'),
  keyPattern: /^(?:#?[1-9]\d{0,9}|[PQ][A-Z0-9]{6,13})$/,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openPagerDuty(context),
};
