import * as v from 'valibot';

// What the REST API answers (docs.github.com/rest, version 2022-11-28), as far as Footbridge uses it.

/** Accounts that are gone are null; the web pages show them as `ghost`. */
const user = v.pipe(
  v.nullish(v.object({ login: v.string() }), null),
  v.transform((value) => value?.login ?? 'ghost'),
);

const textOrNothing = v.nullish(v.string(), '');

const labelName = v.pipe(
  v.union([v.string(), v.object({ name: textOrNothing })]),
  v.transform((value) => (typeof value === 'string' ? value : value.name)),
);

const milestone = v.object({ title: v.string(), due_on: v.nullish(v.string()) });

/** `https://api.github.com/repos/owner/name` */
const repositoryUrl = v.pipe(
  v.string(),
  v.regex(/\/repos\/[^/]+\/[^/]+$/),
  v.transform((url) => url.split('/').slice(-2).join('/')),
);

const issueFields = {
  number: v.number(),
  title: v.string(),
  state: v.picklist(['open', 'closed']),
  state_reason: textOrNothing,
  labels: v.array(labelName),
  assignees: v.pipe(
    v.nullish(v.array(user), []),
    v.transform((logins) => logins.filter((login) => login !== 'ghost')),
  ),
  user,
  comments: v.nullish(v.number(), 0),
  created_at: v.string(),
  updated_at: v.string(),
  html_url: v.string(),
  repository_url: repositoryUrl,
  /** Pull requests are issues too, to this API. */
  pull_request: v.optional(v.unknown()),
  milestone: v.nullish(milestone),
  type: v.nullish(v.object({ name: v.string() })),
};

/** An issue as lists are kept in memory: without its text. */
export const listedIssue = v.object(issueFields);
export type WireListedIssue = v.InferOutput<typeof listedIssue>;

export const issue = v.object({ ...issueFields, body: textOrNothing });
export type WireIssue = v.InferOutput<typeof issue>;

export const account = v.object({ login: v.string(), name: textOrNothing });

export const comment = v.object({ id: v.number(), user, created_at: v.string(), body: textOrNothing });
export type WireComment = v.InferOutput<typeof comment>;

export const label = v.object({ name: v.string() });

export const repository = v.object({
  full_name: v.string(),
  description: textOrNothing,
  has_issues: v.nullish(v.boolean(), true),
});

const source = v.object({
  issue: v.nullish(
    v.object({
      number: v.number(),
      title: v.string(),
      html_url: v.string(),
      repository_url: v.nullish(repositoryUrl),
      pull_request: v.optional(v.unknown()),
    }),
  ),
});

/** One row of a timeline. Which fields are there depends on the event. */
export const timelineEvent = v.object({
  event: textOrNothing,
  id: v.nullish(v.number()),
  actor: user,
  user,
  created_at: textOrNothing,
  body: textOrNothing,
  label: v.nullish(labelName, ''),
  assignee: user,
  milestone: v.nullish(v.object({ title: v.string() })),
  rename: v.nullish(v.object({ from: v.string(), to: v.string() })),
  commit_id: textOrNothing,
  commit_url: textOrNothing,
  state_reason: textOrNothing,
  source: v.nullish(source),
});
export type WireEvent = v.InferOutput<typeof timelineEvent>;

/** Pull requests come in lists of issues too. */
export function isIssue({ pull_request: pullRequest }: Pick<WireListedIssue, 'pull_request'>): boolean {
  return pullRequest === undefined || pullRequest === null;
}
