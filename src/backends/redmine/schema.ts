import * as v from 'valibot';

// What Redmine's REST API answers (https://www.redmine.org/projects/redmine/wiki/Rest_api), as 5.0 sends it and 7.0 still does. What the
// pages leave out was seen on a real 5.0.4.

const id = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const text = v.nullish(v.pipe(v.union([v.string(), v.number()]), v.transform(String)), '');
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const named = v.object({ id, name: text });
export type WireNamed = v.InferOutput<typeof named>;

const status = v.object({ id, name: v.string(), is_closed: v.optional(v.boolean()) });
export type WireStatus = v.InferOutput<typeof status>;

const detail = v.object({ property: v.string(), name: v.string(), old_value: text, new_value: text });
export type WireDetail = v.InferOutput<typeof detail>;

const journal = v.object({
  id,
  user: v.optional(named, { id: '', name: '' }),
  notes: text,
  created_on: v.string(),
  private_notes: v.optional(v.boolean(), false),
  details: v.optional(v.array(detail), []),
});
export type WireJournal = v.InferOutput<typeof journal>;

const listedIssue = v.object({
  id,
  project: named,
  tracker: named,
  status,
  priority: v.optional(named),
  author: v.optional(named),
  /** A person or a group: which, the API does not tell. */
  assigned_to: v.optional(named),
  category: v.optional(named),
  subject: text,
  description: text,
  due_date: v.nullish(v.string()),
  created_on: v.string(),
  updated_on: v.string(),
  custom_fields: v.optional(v.array(named), []),
});
export type WireListedIssue = v.InferOutput<typeof listedIssue>;

const issue = v.object({
  ...listedIssue.entries,
  journals: v.optional(v.array(journal), []),
  /** What this account may set now, the present one among them. Missing before 5.0. */
  allowed_statuses: v.optional(v.array(status)),
  relations: v.optional(v.array(v.object({ issue_id: id, issue_to_id: id, relation_type: v.string() })), []),
  changesets: v.optional(v.array(v.object({ revision: v.string(), comments: text })), []),
});
export type WireIssue = v.InferOutput<typeof issue>;

export const issueAnswer = v.object({ issue });
export const madeAnswer = v.object({ issue: v.object({ id }) });
export const issuesAnswer = v.object({ issues: v.array(listedIssue), total_count: count });

const role = v.object({ id });
export const meAnswer = v.object({
  user: v.object({
    id,
    login: text,
    firstname: text,
    lastname: text,
    admin: v.optional(v.boolean(), false),
    memberships: v.optional(v.array(v.object({ project: named, roles: v.array(role) })), []),
  }),
});
export type WireMe = v.InferOutput<typeof meAnswer>['user'];

export const userAnswer = v.object({ user: v.object({ id, firstname: text, lastname: text }) });
export const roleAnswer = v.object({ role: v.object({ permissions: v.array(v.string()) }) });
export const versionAnswer = v.object({ version: named });

export const statusesAnswer = v.object({ issue_statuses: v.array(status) });
const tracker = v.object({ id, name: v.string(), default_status: v.optional(v.object({ id })) });
export type WireTracker = v.InferOutput<typeof tracker>;
export const trackersAnswer = v.object({ trackers: v.array(tracker) });
export const prioritiesAnswer = v.object({ issue_priorities: v.array(named) });

const projectFields = { id, name: text, identifier: v.string(), description: text };
const project = v.object({
  ...projectFields,
  trackers: v.optional(v.array(named), []),
  issue_categories: v.optional(v.array(named), []),
});
export type WireProject = v.InferOutput<typeof project>;
export const projectAnswer = v.object({ project });
export const projectsAnswer = v.object({ projects: v.array(v.object(projectFields)), total_count: count });
