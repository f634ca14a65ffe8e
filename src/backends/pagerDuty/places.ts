import * as l10n from '@vscode/l10n';
import type { Place } from '../../domain/ports.ts';
import type { PdSession } from './session.ts';

/** The services and the escalation policies that this account sees. */
export async function places({ api }: PdSession): Promise<readonly Place[]> {
  const [services, policies] = await Promise.all([api.services(), api.escalationPolicies()]);
  return [
    ...services.map(({ id, name, summary, description }) => ({
      label: name || summary || id,
      ...(description === '' ? {} : { description }),
      select: { service: id },
    })),
    ...policies.map(({ id, name, summary }) => ({
      label: name || summary || id,
      description: l10n.t('Escalation policy'),
      select: { escalationPolicy: id },
    })),
  ];
}
