import * as v from 'valibot';

// What the Table API answers (ServiceNow docs, c_TableAPI). Every value is text; what the account may not read is left out or empty.

const text = v.pipe(v.nullish(v.union([v.string(), v.number(), v.boolean()]), ''), v.transform(String));
const sysId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** People and groups that came from elsewhere can have one of another form. It becomes part of queries. */
const anySysId = v.pipe(v.string(), v.regex(/^\w{1,32}$/));

/** A value with what people see of it, as `sysparm_display_value=all` gives both: the code in UTC, the label in the user's language and zone. */
const cell = v.optional(
  v.union([
    v.object({ value: text, display_value: text }),
    v.pipe(
      text,
      v.transform((value) => ({ value, display_value: value })),
    ),
  ]),
  '',
);
export type Cell = v.InferOutput<typeof cell>;

const key = v.object({ value: sysId, display_value: text });

/** A row of `task` or of a table that extends it. What else was asked for stays beside it. */
export const task = v.looseObject({
  sys_id: key,
  number: cell,
  sys_class_name: cell,
  short_description: cell,
  description: cell,
  state: cell,
  active: cell,
  priority: cell,
  assigned_to: cell,
  assignment_group: cell,
  cmdb_ci: cell,
  business_service: cell,
  'cmdb_ci.name': cell,
  'business_service.name': cell,
  'assignment_group.name': cell,
  opened_at: cell,
  opened_by: cell,
  caller_id: cell,
  'ref_incident.caller_id': cell,
  major_incident_state: cell,
  'ref_incident.major_incident_state': cell,
  sys_created_on: cell,
  sys_created_by: cell,
  sys_updated_on: cell,
  sys_mod_count: cell,
  due_date: cell,
});
export type WireTask = v.InferOutput<typeof task>;

/** The text of journals as a record shows them: every entry in one. */
export const journals = v.object({ work_notes: text, comments: text });

export const user = v.object({ sys_id: anySysId, name: text, user_name: text, preferred_language: text });
export type WireUser = v.InferOutput<typeof user>;

export const named = v.object({ sys_id: anySysId, name: text });

export const choice = v.object({
  name: text,
  element: text,
  value: text,
  label: text,
  language: text,
});
export type WireChoice = v.InferOutput<typeof choice>;

export const journalRow = v.object({
  sys_id: sysId,
  element: text,
  value: text,
  sys_created_by: text,
  sys_created_on: text,
});

export const auditRow = v.object({
  sys_id: sysId,
  fieldname: text,
  oldvalue: text,
  newvalue: text,
  sys_created_by: text,
  sys_created_on: text,
});
export type WireAudit = v.InferOutput<typeof auditRow>;

export const slaRow = v.object({
  task: text,
  'sla.name': text,
  stage: text,
  planned_end_time: text,
  has_breached: text,
});
export type WireSla = v.InferOutput<typeof slaRow>;

export const approvalRow = v.object({
  sys_id: key,
  approver: cell,
  group: cell,
  'group.assignment_group': cell,
  state: cell,
});
export type WireApproval = v.InferOutput<typeof approvalRow>;

/** Which states a change may go to now, and what they are called (Change Management API). */
export const nextStates = v.object({
  result: v.object({
    available_states: v.optional(v.array(text), []),
    state_label: v.optional(v.record(v.string(), text), {}),
  }),
});

export function resultOf<T extends v.GenericSchema>(item: T) {
  return v.object({ result: item });
}
