import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

const label = v.pipe(v.string(), v.nonEmpty());
const phase = v.picklist(['new', 'acknowledged', 'in_progress', 'waiting']);
const kind = v.picklist(['incident', 'request', 'task', 'change', 'problem', 'alert']);
const priority = v.picklist([1, 2, 3, 4, 5]);

/** What labels mean, by their names. A label that stands here means this and nothing else. */
const labelMapSchema = v.strictObject({
  kind: v.optional(v.pipe(v.record(label, kind), v.description('Labels for kinds: `{ "type/outage": incident }`.'))),
  phase: v.optional(
    v.pipe(v.record(label, phase), v.description('Labels for the phases of an open issue: `{ doing: in_progress }`.')),
  ),
  priority: v.optional(
    v.pipe(v.record(label, priority), v.description('Labels for priorities, 1 the most urgent: `{ "sev-a": 1 }`.')),
  ),
});
export type LabelMap = v.InferOutput<typeof labelMapSchema>;

/** What selects a service's tickets: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  repository: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9_-]+\/(?!\.\.?$)[A-Za-z0-9._-]+$/),
      v.description('The repository that has the issues: `owner/name`.'),
    ),
  ),
  labels: v.optional(v.pipe(v.array(label), v.description('Labels that an issue has to have, every one of them.'))),
  labelMap: v.optional(
    v.pipe(
      labelMapSchema,
      v.description(
        'What labels mean here, where the usual ones (`incident`, `P1`, `status: waiting`) are not in use.',
      ),
    ),
  ),
});

export const gitHubKind: BackendKind = {
  kind: 'github',
  name: 'GitHub',
  signIn: ['session', 'token'],
  session: {
    provider: 'github',
    scopes: ['repo'],
    elsewhere: { provider: 'github-enterprise', setting: 'github-enterprise.uri' },
  },
  usualUrl: 'https://github.com',
  tokenHelp: () =>
    l10n.t(
      'A personal access token, from Settings → Developer settings: fine-grained with "Issues: Read and write", or classic with the scope "repo".',
    ),
  keyPattern: /^(?:(?:[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+)?#)?[1-9][0-9]*$/,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openGitHub(context),
};
