import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

const path = v.pipe(v.string(), v.regex(/^(?:\d+|[\w.-]+(?:\/[\w.-]+)+)$/));
const number = v.pipe(v.number(), v.integer(), v.minValue(1));
/** GitLab separates labels with a comma, so none can have one (doc/api/issues.md). */
const label = v.pipe(v.string(), v.nonEmpty(), v.regex(/^[^,]+$/));

/** What selects a service's tickets: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  project: v.optional(
    v.pipe(
      v.union([path, number]),
      v.description("The project's path, as in its address, or its number: `shop/checkout`."),
    ),
  ),
  labels: v.optional(
    v.pipe(v.array(label), v.description('Labels that an issue must all have: `[checkout, "team::payments"]`.')),
  ),
});

export const gitLabKind: BackendKind = {
  kind: 'gitlab',
  name: 'GitLab',
  signIn: ['token'],
  usualUrl: 'https://gitlab.com',
  tokenHelp: () =>
    l10n.t(
      'A personal, group or project access token with the scope api, from "Preferences", "Access tokens"; read_api is enough for reading.',
    ),
  keyPattern: /^(?:[\w.-]+(?:\/[\w.-]+)+#|#)?[1-9][0-9]*$/,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openGitLab(context),
};
