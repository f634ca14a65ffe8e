import * as v from 'valibot';
import { DeskError, explain, type Reason } from '../domain/errors.ts';

/** A failure on its way from one side to the other: what a person reads, and the reason for the program. */
export interface Problem {
  readonly reason: Reason;
  readonly message: string;
  readonly next?: string;
}

const reasons = [
  'usage',
  'notFound',
  'ambiguous',
  'notSignedIn',
  'unauthorized',
  'forbidden',
  'refused',
  'conflict',
  'taken',
  'offline',
  'timeout',
  'tls',
  'proxy',
  'rateLimited',
  'unavailable',
  'invalidResponse',
  'configuration',
  'unsupported',
  'unconfirmed',
] as const satisfies readonly Reason[];

export const problemSchema: v.GenericSchema<unknown, Problem> = v.object({
  // A reason that this side does not know yet is no cause to lose the message.
  reason: v.fallback(v.picklist(reasons), 'unavailable'),
  message: v.string(),
  next: v.exactOptional(v.string()),
});

/** Leaves out what is for the log only. */
export function problemOf(error: unknown): Problem {
  if (!DeskError.is(error)) return { reason: 'unavailable', message: explain(error) };
  const { reason, message, next } = error;
  return next === undefined ? { reason, message } : { reason, message, next };
}

export function errorOf({ reason, message, next }: Problem): DeskError {
  return new DeskError(reason, message, next === undefined ? {} : { next });
}
