import { DeskError } from '../../domain/errors.ts';
import type { InferOutput } from 'valibot';
import { perPage } from './api.ts';
import type { GraphqlApi } from './graphql.ts';
import { permissions, statuses, timelineEvents } from './schema.ts';

/** An issue as GraphQL names it. */
interface IssuePath {
  /** `group/project` */
  readonly path: string;
  readonly iid: number;
}

type Events = NonNullable<
  NonNullable<InferOutput<typeof timelineEvents>['project']>['incidentManagementTimelineEvents']
>;
type WireTimelineEvent = NonNullable<Events['nodes'][number]>;

/** What only GraphQL has: the escalation status, the timeline and the severity of incidents, and who may do what. */
export class Incidents {
  readonly #graphql: GraphqlApi;
  #hasStatus = true;

  constructor(graphql: GraphqlApi) {
    this.#graphql = graphql;
  }

  /** The escalation statuses of incidents, by their numbers: `TRIGGERED`, … Those that have none are missing. A request for each hundred. */
  async statuses(path: string, iids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const found: (readonly [number, string])[] = [];
    if (!this.#hasStatus) return new Map(found);
    try {
      for (let from = 0; from < iids.length; from += perPage) {
        found.push(...(await this.#statuses(path, iids.slice(from, from + perPage))));
      }
    } catch (error) {
      // Before 14.7 there are none; a proxy may leave GraphQL out.
      if (!isMissing(error)) throw error;
      this.#hasStatus = false;
    }
    return new Map(found);
  }

  async #statuses(path: string, iids: readonly number[]): Promise<(readonly [number, string])[]> {
    const query = `query($path: ID!, $iids: [String!]) {
      project(fullPath: $path) { issues(iids: $iids, first: ${perPage}) { nodes { iid escalationStatus } } }
    }`;
    const answer = await this.#graphql.read(statuses, { query, variables: { path, iids: iids.map(String) } });
    const nodes = answer.project?.issues?.nodes ?? [];
    return nodes.flatMap((node) =>
      node?.escalationStatus ? [[Number(node.iid), node.escalationStatus] as const] : [],
    );
  }

  /** Whether this account may do more than its author with an issue: what an internal note needs (project_policy.rb: reporter). */
  async mayAdmin({ path, iid }: IssuePath): Promise<boolean> {
    const query = `query($path: ID!, $iid: String!) {
      project(fullPath: $path) { issue(iid: $iid) { userPermissions { adminIssue } } }
    }`;
    const found = await this.#graphql.read(permissions, { query, variables: { path, iid: String(iid) } });
    return found.project?.issue?.userPermissions.adminIssue ?? false;
  }

  async setStatus({ path, iid }: IssuePath, status: string): Promise<void> {
    const query = `mutation($path: ID!, $iid: String!, $status: IssueEscalationStatus!) {
      issueSetEscalationStatus(input: { projectPath: $path, iid: $iid, status: $status }) { errors }
    }`;
    await this.#graphql.write({ query, variables: { path, iid: String(iid), status } });
  }

  async setSeverity({ path, iid }: IssuePath, severity: string): Promise<void> {
    const query = `mutation($path: ID!, $iid: String!, $severity: IssuableSeverity!) {
      issueSetSeverity(input: { projectPath: $path, iid: $iid, severity: $severity }) { errors }
    }`;
    await this.#graphql.write({ query, variables: { path, iid: String(iid), severity } });
  }

  /** What stands in the timeline of an incident. @param id the number of the issue in the whole instance. */
  async timeline(path: string, id: number): Promise<readonly WireTimelineEvent[]> {
    // It wants the issue's identifier, not the work item's.
    const incident = `gid://gitlab/Issue/${id}`;
    const query = `query($path: ID!, $incident: IssueID!, $after: String) {
      project(fullPath: $path) {
        incidentManagementTimelineEvents(incidentId: $incident, first: 100, after: $after) {
          nodes { id note occurredAt editable author { id username name } promotedFromNote { id } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }`;
    const all: WireTimelineEvent[] = [];
    try {
      for (let after: string | null = null; ;) {
        const answer: InferOutput<typeof timelineEvents> = await this.#graphql.read(timelineEvents, {
          query,
          variables: { path, incident, after },
        });
        const found = answer.project?.incidentManagementTimelineEvents;
        all.push(...(found?.nodes ?? []).filter((node) => node !== null && node !== undefined));
        const end = found?.pageInfo.hasNextPage === true ? found.pageInfo.endCursor : undefined;
        if (end === undefined || end === null) return all;
        after = end;
      }
    } catch (error) {
      if (!isMissing(error)) throw error;
      return all;
    }
  }
}

function isMissing(error: unknown): boolean {
  return DeskError.is(error, 'unsupported', 'notFound');
}
