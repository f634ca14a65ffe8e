import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Place } from '../../domain/ports.ts';
import type { SnowSession } from './session.ts';

/** Assignment groups and business services. Configuration items are too many to choose from. */
export async function places(session: SnowSession): Promise<readonly Place[]> {
  const [groups, services] = await Promise.all([
    named(session, 'sys_user_group', 'active=true^ORDERBYname'),
    named(session, 'cmdb_ci_service', 'ORDERBYname'),
  ]);
  return [
    ...services.map((name): Place => ({
      label: name,
      description: l10n.t('Business service'),
      select: { service: name },
    })),
    ...groups.map((name): Place => ({ label: name, description: l10n.t('Assignment group'), select: { group: name } })),
  ];
}

async function named({ api }: SnowSession, table: string, query: string): Promise<readonly string[]> {
  try {
    return [...new Set((await api.named(table, query)).map(({ name }) => name).filter((name) => name !== ''))];
  } catch (error) {
    // What this account may not see, it cannot choose.
    if (DeskError.is(error, 'forbidden', 'notFound')) return [];
    throw error;
  }
}
