import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

const name = v.pipe(v.string(), v.nonEmpty());

/** What selects a service's tickets: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  project: v.optional(v.pipe(name, v.description("The project's key: `OPS`. New tickets are made there."))),
  component: v.optional(v.pipe(name, v.description('The name of a component of the project.'))),
  label: v.optional(v.pipe(name, v.description('A label that the tickets have.'))),
  queue: v.optional(v.pipe(name, v.description("A queue of the project's service desk, by its name or its number."))),
  jql: v.optional(
    v.pipe(name, v.description('JQL, as Jira\'s issue search takes it: `"Affected services" = checkout`.')),
  ),
});

export const jiraKind: BackendKind = {
  kind: 'jira',
  name: 'Jira',
  signIn: ['token', 'password'],
  account: () => l10n.t('E-mail address (Jira Cloud only)'),
  tokenHelp: () =>
    l10n.t(
      'Jira Cloud: an API token from id.atlassian.com, "Security". Jira Data Center: a personal access token from your profile.',
    ),
  keyPattern: /^[A-Z][A-Z0-9_]+-[1-9][0-9]*$/,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openJira(context),
};
