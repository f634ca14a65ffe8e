import * as l10n from '@vscode/l10n';
import type { Backend } from '../../domain/ports.ts';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { demandAddress } from '../connect.ts';
import { accountOf } from './account.ts';
import { GitLabApi } from './api.ts';
import { assign } from './assign.ts';
import { linkCommit } from './commitLink.ts';
import { create, creatableKinds } from './create.ts';
import { details } from './details.ts';
import { find } from './find.ts';
import { GraphqlApi } from './graphql.ts';
import { Incidents } from './incidents.ts';
import { gitLabKind } from './kind.ts';
import { changedSince, list } from './list.ts';
import { note } from './note.ts';
import { People } from './people.ts';
import { places } from './places.ts';
import { GitLabSession } from './session.ts';
import { parseScope, Sources } from './sources.ts';
import { timeline } from './timeline.ts';
import { move, transitions } from './transitions.ts';

/**
 * GitLab, of its maker or one's own, through REST 4 and GraphQL.
 * @throws `notSignedIn`, `unauthorized` or `configuration` before any request, where the connection or its credential cannot be used.
 */
export function openGitLab(context: BackendContext): Backend {
  const session = openSession(context);
  const kinds = creatableKinds(session.sources.scopes);
  return {
    capabilities: { assign: true, reply: true, create: kinds, commitLink: true },
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
    places: async () => places(session),
  };
}

function openSession({ connection, credential, scopes, clock, log, network }: BackendContext): GitLabSession {
  const { alias } = connection;
  const url = demandAddress(connection, l10n.t('Give it the `url` of GitLab.'));
  const { headers, secrets } = accountOf(alias, credential);
  const http = createHttp({ alias, product: gitLabKind.name, baseUrl: url, headers, secrets, log, network, resetIn });
  const api = new GitLabApi(http);
  return new GitLabSession({
    alias,
    address: url.replace(/\/+$/, ''),
    api,
    incidents: new Incidents(new GraphqlApi(http, alias, log)),
    people: new People(api),
    sources: new Sources(api, alias, scopes.map(parseScope)),
    clock,
  });
}

/** `RateLimit-Reset` is a Unix time in seconds (docs.gitlab.com/administration/settings/user_and_ip_rate_limits). */
function resetIn(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const seconds = headers['ratelimit-reset'];
  if (seconds === undefined || !/^\d{1,12}$/.test(seconds)) return undefined;
  return Math.max(0, Number(seconds) * 1000 - now.getTime());
}
