import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { ServiceScope } from '../../domain/ticket.ts';
import { selectorsSchema } from './kind.ts';
import type { Matcher } from './matcher.ts';

/** Services whose alerts the same matchers select, so that they are asked for once. No matchers: every alert. */
export interface Scope {
  readonly services: readonly string[];
  readonly matchers: readonly Matcher[];
}

export function parseScopes(scopes: readonly ServiceScope[]): readonly Scope[] {
  const bySelection = new Map<string, Scope>();
  for (const { service, select } of scopes) {
    const { matchers = [] } = v.parse(selectorsSchema, select);
    const key = JSON.stringify(matchers);
    const services = [...(bySelection.get(key)?.services ?? []), service];
    bySelection.set(key, { services: [...new Set(services)], matchers });
  }
  return [...bySelection.values()];
}

/** Only what stands in the link file as it is can be wrong: all other matchers are written by us. */
export function refuseMatchers(alias: string, { services, matchers }: Scope, error: unknown): never {
  if (!DeskError.is(error, 'refused') || matchers.length === 0) throw error;
  throw new DeskError(
    'configuration',
    l10n.t('{0} cannot read `matchers` of the link file: {1}', alias, error.message),
    {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      next: l10n.t('Look at the services {0}.', services.join(', ')),
    },
  );
}
