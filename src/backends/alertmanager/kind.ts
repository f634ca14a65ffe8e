import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

const matcher = v.pipe(v.string(), v.nonEmpty());

/** What selects a service's alerts: all that is given has to be so. The descriptions are for the link file's JSON schema. */
export const selectorsSchema = v.strictObject({
  matchers: v.optional(
    v.pipe(
      v.array(matcher),
      v.description(
        'Matchers of labels, as Alertmanager writes them, all of which must hold: `["service=\\"checkout\\""]`.',
      ),
    ),
  ),
});

export const alertmanagerKind: BackendKind = {
  kind: 'alertmanager',
  name: 'Alertmanager',
  signIn: ['none', 'password', 'token', 'headers'],
  account: () => l10n.t('The name that your silences carry'),
  // A fingerprint, or as much of its beginning as nobody writes by chance.
  keyPattern: /^[0-9a-f]{6,16}$/i,
  selectors: selectorsSchema,
  open: async (context) => (await import('./index.ts')).openAlertmanager(context),
};
