import * as v from 'valibot';
import type { Instant } from '../../domain/ticket.ts';

// What Jira answers: swagger-v3 of Jira Cloud (December 2025), and version 2 of Data Center, which differs in the types of people and texts.

const id = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const text = v.nullish(v.string(), '');

/** `2026-11-24T10:06:00.000+0000` */
const stamp = v.pipe(
  v.string(),
  v.transform((value) => Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
  v.number('time'),
  v.transform((value): Instant => new Date(value).toISOString()),
);

export const user = v.object({ accountId: text, name: text, key: text, displayName: text });
export type WireUser = v.InferOutput<typeof user>;

const status = v.object({
  id,
  name: v.string(),
  statusCategory: v.nullish(v.object({ key: text }), { key: '' }),
});
export type WireStatus = v.InferOutput<typeof status>;

const named = v.object({ id: v.nullish(id, ''), name: text });
const project = v.object({ id, key: v.string(), name: text, projectTypeKey: text });

const linkedIssue = v.nullish(
  v.object({ key: v.string(), fields: v.nullish(v.object({ summary: text }), { summary: '' }) }),
);
const issueLink = v.object({
  type: v.nullish(v.object({ inward: text, outward: text }), { inward: '', outward: '' }),
  inwardIssue: linkedIssue,
  outwardIssue: linkedIssue,
});

const change = v.object({
  field: text,
  fieldId: text,
  from: v.nullish(v.string()),
  fromString: text,
  to: v.nullish(v.string()),
  // Where it is left out, every object has a function of that name.
  toString: v.fallback(text, ''),
});

const history = v.object({ id, author: v.nullish(user), created: stamp, items: v.optional(v.array(change), []) });
export type WireHistory = v.InferOutput<typeof history>;
export const historyPage = v.object({
  values: v.array(history),
  total: v.nullish(v.number()),
  isLast: v.nullish(v.boolean()),
});

const fields = v.object({
  summary: text,
  status,
  issuetype: named,
  project,
  priority: v.nullish(named),
  assignee: v.nullish(user),
  reporter: v.nullish(user),
  resolution: v.nullish(named),
  created: stamp,
  updated: stamp,
  duedate: v.nullish(v.string()),
  labels: v.nullish(v.array(v.string()), []),
  components: v.nullish(v.array(named), []),
  description: v.nullish(v.unknown()),
  issuelinks: v.nullish(v.array(issueLink), []),
});

export const issue = v.object({
  id,
  key: v.string(),
  fields,
  changelog: v.optional(v.object({ histories: v.optional(v.array(history), []) }), { histories: [] }),
});
export type WireIssue = v.InferOutput<typeof issue>;

// An answer without `issues` is none of Jira's. Taken for an empty page it would end the list, and nobody would know.
export const searchPage = v.object({
  issues: v.array(issue),
  nextPageToken: v.nullish(v.string()),
  total: v.nullish(v.number()),
});
export const idPage = v.object({ issues: v.array(v.object({ id })) });

export const comment = v.object({
  id,
  author: v.nullish(user),
  body: v.nullish(v.unknown()),
  created: stamp,
  /** Cloud only. True also where there is no service desk that could show it. */
  jsdPublic: v.nullish(v.boolean()),
  /** Whom it is shown to, where not to everybody who sees the issue. */
  visibility: v.nullish(v.unknown()),
  properties: v.nullish(v.array(v.object({ key: v.string(), value: v.unknown() })), []),
});
export type WireComment = v.InferOutput<typeof comment>;
export const commentPage = v.object({ comments: v.array(comment), total: v.number() });

const allowed = v.object({ id: v.nullish(id), name: v.nullish(v.string()), value: v.nullish(v.string()) });
const fieldMeta = {
  name: v.string(),
  required: v.optional(v.boolean(), false),
  hasDefaultValue: v.nullish(v.boolean(), false),
  schema: v.optional(v.object({ type: text, items: text, custom: text, system: text }), {}),
  allowedValues: v.nullish(v.array(allowed)),
};
export const field = v.object(fieldMeta);
export type WireField = v.InferOutput<typeof field>;

export const transitionPage = v.object({
  transitions: v.optional(
    v.array(
      v.object({
        id,
        name: v.string(),
        to: status,
        isAvailable: v.nullish(v.boolean(), true),
        fields: v.nullish(v.record(v.string(), field), {}),
      }),
    ),
    [],
  ),
});
export type WireTransition = v.InferOutput<typeof transitionPage>['transitions'][number];

export const remoteLinks = v.array(v.object({ globalId: text, object: v.object({ url: text, title: text }) }));

export const server = v.object({ deploymentType: v.pipe(v.string(), v.nonEmpty()) });
export const namedList = v.array(v.object({ id, name: v.string() }));
export const created = v.object({ id });

/** `issueTypes` on Cloud, `values` on Data Center; the same for `fields`. */
const subtypes = v.array(v.object({ id, name: v.string(), subtask: v.optional(v.boolean(), false) }));
export const createTypes = v.pipe(
  v.object({ issueTypes: v.optional(subtypes), values: v.optional(subtypes) }),
  v.transform(({ issueTypes, values }) => issueTypes ?? values ?? []),
);
const createField = v.pipe(
  v.object({ ...fieldMeta, fieldId: v.nullish(v.string()), key: v.nullish(v.string()) }),
  v.transform(({ fieldId, key, ...rest }) => ({ ...rest, fieldId: fieldId ?? key ?? '' })),
);
export const createFields = v.pipe(
  v.object({ fields: v.optional(v.array(createField)), values: v.optional(v.array(createField)) }),
  v.transform((page) => page.fields ?? page.values ?? []),
);

export const projectPage = v.object({ values: v.array(project), isLast: v.nullish(v.boolean()) });
export const projectList = v.array(project);
