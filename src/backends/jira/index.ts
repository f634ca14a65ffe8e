import * as l10n from '@vscode/l10n';
import type { Backend } from '../../domain/ports.ts';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { demandAddress } from '../connect.ts';
import { accountOf } from './account.ts';
import { JiraApi } from './api.ts';
import { approvals, decide } from './approvals.ts';
import { assign } from './assign.ts';
import { linkCommit } from './commitLink.ts';
import { create, creatableKinds } from './create.ts';
import { DeskApi } from './deskApi.ts';
import { details, find } from './details.ts';
import { jiraKind } from './kind.ts';
import { changedSince, list } from './list.ts';
import { note } from './note.ts';
import { places } from './places.ts';
import { parseScope } from './scope.ts';
import { JiraSession } from './session.ts';
import { SiteApi } from './siteApi.ts';
import { timeline } from './timeline.ts';
import { move, transitions } from './transitions.ts';

/**
 * Jira, with or without its service desk, on Cloud and Data Center.
 * @throws `notSignedIn` or `configuration` before any request, where the connection or its credential cannot be used.
 */
export function openJira(context: BackendContext): Backend {
  const session = openSession(context);
  return {
    capabilities: { assign: true, reply: true, create: creatableKinds(session.scopes), commitLink: true },
    whoAmI: async () => session.people.whoAmI(),
    list: async (query, page) => list(session, query, page),
    changedSince: async (at, page) => changedSince(session, at, page),
    find: async (key) => find(session, key),
    get: async (ref) => details(session, ref),
    timeline: async (ref, page) => timeline(session, ref, page),
    transitions: async (ref) => transitions(session, ref),
    assign: async (ref, to, seen) => assign(session, { ref, to, seen }),
    move: async (ref, transition, fields, seen) => move(session, { ref, transition, fields, seen }),
    note: async (ref, body, audience, marker) => note(session, { ref, body, audience, marker }),
    linkCommit: async (ref, commit) => linkCommit(session, ref, commit),
    create: async (draft) => create(session, draft),
    approvals: async (ref) => approvals(session, ref),
    decide: async (ref, id, decision) => decide(session, ref, { id, decision }),
    places: async () => places(session),
  };
}

function openSession({ connection, credential, scopes, clock, log, network }: BackendContext): JiraSession {
  const { alias } = connection;
  const url = demandAddress(connection, l10n.t('Give it the `url` of Jira.'));
  const { headers, secrets } = accountOf(connection, credential);
  const http = createHttp({
    alias,
    product: jiraKind.name,
    baseUrl: url,
    headers,
    secrets,
    log,
    resetIn,
    network,
  });
  const api = new JiraApi(http);
  return new JiraSession({
    alias,
    address: url.replace(/\/+$/, ''),
    api,
    site: new SiteApi(http, api.dialect),
    desk: new DeskApi(http),
    scopes: scopes.map(parseScope),
    clock,
  });
}

/** `X-RateLimit-Reset` is a moment in ISO 8601 (developer.atlassian.com, "Rate limiting"). */
function resetIn(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const reset = Date.parse(headers['x-ratelimit-reset'] ?? '');
  return Number.isNaN(reset) ? undefined : Math.max(0, reset - now.getTime());
}
