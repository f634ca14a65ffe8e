import { DeskError } from '../../domain/errors.ts';
import type { InferOutput } from 'valibot';
import type { GraphqlApi } from './graphql.ts';
import { permissions, statuses, timelineEvents } from './schema.ts';

/** An issue as GraphQL names it. */
export interface IssuePath {
  /** `group/project` */
  readonly path: string;
  readonly iid: number;
}

type Events = NonNullable<
  NonNullable<InferOutput<typeof timelineEvents>['project']>['incidentManagementTimelineEvents']
>;
export type WireTimelineEvent = NonNullable<Events['nodes'][number]>;

/** What only GraphQL has: the escalation status, the timeline and the severity of incidents, and who may do what. */
export class Incidents {
  readonly #graphql: GraphqlApi;
  #hasStatus = true;

  constructor(graphql: GraphqlApi) {
    this.#graphql = graphql;
  }

  /** The escalation statuses of incidents, by their numbers: `TRIGGERED`, … Those that have none are missing. One request. */
  async statuses(path: string, iids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (iids.length === 0 || !this.#hasStatus) return new Map();
    const query = `query($path: ID!, $iids: [String!]) {
      project(fullPath: $path) { issues(iids: $iids, first: 100) { nodes { iid escalationStatus } } }
    }`;
    try {
      const found = await this.#graphql.read(statuses, { query, variables: { path, iids: iids.map(String) } });
      const nodes = found.project?.issues?.nodes ?? [];
      return new Map(
        nodes.flatMap((node) => (node?.escalationStatus ? [[Number(node.iid), node.escalationStatus] as const] : [])),
      );
    } catch (error) {
      // Before 14.7 there are none; a proxy may leave GraphQL out.
      if (!isMissing(error)) throw error;
      this.#hasStatus = false;
      return new Map();
    }
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
