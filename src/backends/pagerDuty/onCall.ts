import type { OnCall } from '../../domain/ports.ts';
import type { WireOnCall } from './schema.ts';
import type { PdSession } from './session.ts';

/** Who is called now for a linked service: by the policies that it names, else by those of its services in PagerDuty. */
export async function onCall(session: PdSession, service: string): Promise<readonly OnCall[]> {
  const { api, people } = session;
  const scopes = session.scopes.filter((scope) => scope.service === service);
  const policies = await Promise.all(
    scopes.map(async ({ select }) => {
      if (select.escalationPolicy !== undefined) return select.escalationPolicy;
      return select.service === undefined ? undefined : (await api.service(select.service))?.escalation_policy?.id;
    }),
  );
  const ids = [...new Set(policies.filter((id) => id !== undefined))];
  // Without a policy, it would be everybody in the account.
  if (ids.length === 0) return [];
  const turns = withoutRepeats(await api.onCalls(ids));
  const called = await Promise.all(
    turns.map(async ({ user, escalation_level: level, end }) => {
      const person = await people.person(user);
      return end === undefined || end === null ? { person, level } : { person, level, until: end };
    }),
  );
  return called.toSorted((a, b) => a.level - b.level);
}

/** Somebody may be on call at one level by several schedules: the turn that lasts longest is the one that counts. */
function withoutRepeats(turns: readonly WireOnCall[]): readonly WireOnCall[] {
  const byPerson = new Map<string, WireOnCall>();
  for (const turn of turns) {
    const key = `${turn.escalation_level} ${turn.user.id}`;
    const known = byPerson.get(key);
    if (known === undefined || (turn.end ?? '~') > (known.end ?? '~')) byPerson.set(key, turn);
  }
  return [...byPerson.values()];
}
