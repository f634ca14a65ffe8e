import * as v from 'valibot';
import { user } from './schema.ts';

// What the service desk's own interface answers (Jira Service Management REST, `/rest/servicedeskapi`).

const id = v.pipe(v.union([v.string(), v.number()]), v.transform(String));

/** A page of it, of whatever. */
export function deskPage<S extends v.GenericSchema>(
  item: S,
): v.ObjectSchema<
  {
    readonly values: v.ArraySchema<S, undefined>;
    readonly isLastPage: v.OptionalSchema<v.BooleanSchema<undefined>, true>;
  },
  undefined
> {
  return v.object({ values: v.array(item), isLastPage: v.optional(v.boolean(), true) });
}

export const request = v.object({ issueId: id });
export const deskComment = v.object({ id });

const date = v.nullish(v.object({ epochMillis: v.number() }));
export const sla = v.object({
  name: v.nullish(v.string(), ''),
  ongoingCycle: v.nullish(
    v.object({
      breachTime: date,
      breached: v.nullish(v.boolean(), false),
      paused: v.nullish(v.boolean(), false),
    }),
  ),
});
export type WireSla = v.InferOutput<typeof sla>;

export const approval = v.object({
  id,
  name: v.nullish(v.string(), ''),
  finalDecision: v.nullish(v.string(), 'pending'),
  canAnswerApproval: v.nullish(v.boolean(), false),
  approvers: v.nullish(
    v.array(v.object({ approver: v.nullish(user), approverDecision: v.nullish(v.string(), 'pending') })),
    [],
  ),
});
export type WireApproval = v.InferOutput<typeof approval>;

export const desk = v.object({ id, projectKey: v.string(), projectName: v.nullish(v.string(), '') });
export type WireDesk = v.InferOutput<typeof desk>;

export const queue = v.object({ id, name: v.string(), jql: v.nullish(v.string(), '') });
export type WireQueue = v.InferOutput<typeof queue>;
