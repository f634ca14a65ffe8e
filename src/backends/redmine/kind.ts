import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

const name = v.pipe(v.string(), v.nonEmpty());

/** What selects a service's tickets: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  project: v.optional(
    v.pipe(
      name,
      v.description("The project's identifier, as in its address, or its number. Its sub-projects are not in it."),
    ),
  ),
  tracker: v.optional(v.pipe(name, v.description("The tracker's name, or its number."))),
  category: v.optional(v.pipe(name, v.description('The name of an issue category of the project, or its number.'))),
});

export const redmineKind: BackendKind = {
  kind: 'redmine',
  name: 'Redmine',
  signIn: ['token', 'password'],
  tokenHelp: () => l10n.t('An API access key: in Redmine under "My account", on the right, "Show".'),
  keyPattern: /^#?[1-9][0-9]*$/,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openRedmine(context),
};
