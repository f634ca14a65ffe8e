import * as v from 'valibot';
import type { ServiceScope } from '../../domain/ticket.ts';
import { selectorsSchema } from './kind.ts';
import type { WireCustomField } from './schema.ts';

/** A service and what selects its tickets here. */
export interface Scope {
  readonly service: string;
  readonly select: v.InferOutput<typeof selectorsSchema>;
}

export function parseScope({ service, select }: ServiceScope): Scope {
  return { service, select: v.parse(selectorsSchema, select) };
}

/** Whether lists have to carry custom fields. They cost the server 3 ms a ticket, so they are asked for only where a scope needs them. */
export function needsCustomFields(scopes: readonly Scope[]): boolean {
  return scopes.some(({ select }) => select.customFields !== undefined);
}

/** What a ticket shows of itself that a scope can ask for. */
export interface ScopeFacts {
  readonly queue: { readonly id: string; readonly name: string };
  readonly customFields: readonly WireCustomField[];
}

/**
 * Whether a ticket has the queue and the custom fields of a scope; what its TicketSQL says only the server knows.
 * Compares as the server does, in any case.
 */
export function hasSelectedFields({ select }: Scope, { queue, customFields }: ScopeFacts): boolean {
  const inQueue = select.queue === undefined || same(select.queue, queue.name) || select.queue === queue.id;
  return inQueue && Object.entries(select.customFields ?? {}).every(([name, value]) => has(customFields, name, value));
}

function has(customFields: readonly WireCustomField[], name: string, value: string): boolean {
  return customFields.some((field) => same(field.name, name) && field.values.some((given) => same(given, value)));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
