import * as v from 'valibot';
import type { Instant } from '../../domain/ticket.ts';

// What GitLab answers, as its API pages and its own source have it (doc/api/issues.md, doc/api/notes.md, lib/api/entities/*.rb). What a
// version or tier does not have is left out or null.

/** A time in whatever offset the instance is set to, with or without milliseconds. */
const instant = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
  v.transform((text): Instant => new Date(text).toISOString()),
);
const text = v.nullish(v.string(), '');

export const user = v.object({ id: v.number(), username: v.string(), name: text });
export type WireUser = v.InferOutput<typeof user>;

export const users = v.array(user);

export const project = v.object({ id: v.number(), path_with_namespace: v.string(), description: text });
export type WireProject = v.InferOutput<typeof project>;

export const projects = v.array(project);

export const issue = v.object({
  id: v.number(),
  iid: v.number(),
  project_id: v.number(),
  title: v.string(),
  description: text,
  state: v.string(),
  labels: v.optional(v.array(v.string()), []),
  assignees: v.nullish(v.array(user), []),
  author: v.nullish(user),
  /** `issue`, `incident`, `task`, `test_case`, `ticket`; missing before 13.12. */
  issue_type: v.nullish(v.string(), 'issue'),
  created_at: instant,
  updated_at: instant,
  /** A day. */
  due_date: v.nullish(v.string()),
  web_url: text,
  references: v.object({ full: v.string() }),
  /** `CRITICAL` … `LOW`, and `UNKNOWN`, which every issue has that is no incident. */
  severity: v.nullish(v.string(), 'UNKNOWN'),
  /** Whom a service-desk issue is from; in part hidden for those who may not see it. */
  service_desk_reply_to: v.nullish(v.string()),
});
export type WireIssue = v.InferOutput<typeof issue>;

export const issues = v.array(issue);

/** `internal` was called `confidential` before 15.3. */
export const note = v.pipe(
  v.object({
    id: v.number(),
    body: text,
    author: v.nullish(user),
    created_at: instant,
    system: v.optional(v.boolean(), false),
    internal: v.nullish(v.boolean()),
    confidential: v.nullish(v.boolean()),
  }),
  v.transform(({ internal, confidential, ...rest }) => ({ ...rest, internal: internal ?? confidential ?? false })),
);
export type WireNote = v.InferOutput<typeof note>;

export const notes = v.array(note);

/** What a new note is answered with. One that was only commands is none, and has no number (202). */
export const written = v.object({ id: v.optional(v.number()) });

export const stateEvents = v.array(
  v.object({ id: v.number(), user: v.nullish(user), created_at: instant, state: v.string() }),
);

export const labelEvents = v.array(
  v.object({
    id: v.number(),
    user: v.nullish(user),
    created_at: instant,
    action: v.string(),
    /** Null where the label is gone. */
    label: v.nullish(v.object({ name: v.string() })),
  }),
);

export const linkedIssues = v.array(v.object({ web_url: text, references: v.object({ full: v.string() }) }));

/** GraphQL: `gid://gitlab/User/7`. */
const globalUser = v.pipe(
  v.object({ id: v.string(), username: v.string(), name: text }),
  v.transform((one): WireUser => ({ ...one, id: Number(/\d+$/.exec(one.id)?.[0] ?? 0) })),
);

function connectionOf<T extends v.GenericSchema>(node: T) {
  return v.object({ nodes: v.nullish(v.array(v.nullish(node)), []) });
}

export const statuses = v.object({
  project: v.nullish(
    v.object({
      issues: v.nullish(connectionOf(v.object({ iid: v.string(), escalationStatus: v.nullish(v.string()) }))),
    }),
  ),
});

export const permissions = v.object({
  project: v.nullish(
    v.object({ issue: v.nullish(v.object({ userPermissions: v.object({ adminIssue: v.boolean() }) })) }),
  ),
});

export const timelineEvents = v.object({
  project: v.nullish(
    v.object({
      incidentManagementTimelineEvents: v.nullish(
        v.object({
          ...connectionOf(
            v.object({
              id: v.string(),
              note: text,
              occurredAt: instant,
              editable: v.boolean(),
              author: v.nullish(globalUser),
              promotedFromNote: v.nullish(v.object({ id: v.string() })),
            }),
          ).entries,
          pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullish(v.string()) }),
        }),
      ),
    }),
  ),
});

/** What a mutation says to what was wrong with it. */
const payload = v.nullish(v.object({ errors: v.nullish(v.array(v.string()), []) }));
export const mutations = v.object({
  issueSetEscalationStatus: v.optional(payload),
  issueSetSeverity: v.optional(payload),
});

/** The envelope of GraphQL (spec.graphql.org, 7.1). Errors come with the status 200. */
export const envelope = v.object({
  data: v.nullish(v.record(v.string(), v.unknown())),
  errors: v.nullish(
    v.array(v.object({ message: v.string(), extensions: v.nullish(v.object({ code: v.nullish(v.unknown()) })) })),
    [],
  ),
});
