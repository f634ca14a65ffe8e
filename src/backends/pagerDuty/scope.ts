import * as v from 'valibot';
import type { ServiceScope } from '../../domain/ticket.ts';
import { selectorsSchema } from './kind.ts';
import type { WireListedIncident } from './schema.ts';

/** A service and what selects its tickets here. */
export interface Scope {
  readonly service: string;
  readonly select: v.InferOutput<typeof selectorsSchema>;
}

export function parseScope({ service, select }: ServiceScope): Scope {
  return { service, select: v.parse(selectorsSchema, select) };
}

/** The names of the services that an incident belongs to. */
export function servicesOf(
  { service, escalation_policy: policy }: Pick<WireListedIncident, 'service' | 'escalation_policy'>,
  scopes: readonly Scope[],
): readonly string[] {
  const own = scopes.filter(
    ({ select }) =>
      (select.service === undefined || select.service === service?.id) &&
      (select.escalationPolicy === undefined || select.escalationPolicy === policy?.id),
  );
  return [...new Set(own.map((scope) => scope.service))];
}

/** The PagerDuty services that a search can be narrowed to; undefined: it cannot, since some scope is not tied to one. */
export function serviceIdsOf(scopes: readonly Scope[]): readonly string[] | undefined {
  if (scopes.length === 0 || scopes.some(({ select }) => select.service === undefined)) return undefined;
  return [...new Set(scopes.flatMap(({ select }) => select.service ?? []))];
}

/** Whether a search that is narrowed to services finds exactly the incidents of the scopes. There is no search by policy. */
export function isExact(scopes: readonly Scope[]): boolean {
  const whole = scopes.length === 0 || scopes.some(({ select }) => Object.keys(select).length === 0);
  return whole || scopes.every(({ select }) => select.service !== undefined && select.escalationPolicy === undefined);
}
