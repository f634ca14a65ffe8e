import type { Backend } from '../../domain/ports.ts';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { accountOf } from './account.ts';
import { apiAddress, resetIn } from './address.ts';
import { GitHubApi } from './api.ts';
import { assign } from './assign.ts';
import { linkCommit } from './commitLink.ts';
import { create, creatableKinds } from './create.ts';
import { details, find } from './details.ts';
import { gitHubKind } from './kind.ts';
import { changedSince, list } from './list.ts';
import { note } from './note.ts';
import { places } from './places.ts';
import { parseScope } from './scope.ts';
import { GitHubSession } from './session.ts';
import { timeline } from './timeline.ts';
import { move, transitions } from './transitions.ts';

/**
 * The issues of GitHub, of GitHub Enterprise Cloud and of an Enterprise Server, through the REST API.
 * @throws `notSignedIn`, `unauthorized` or `configuration` before any request, where the connection or its credential cannot be used.
 */
export function openGitHub(context: BackendContext): Backend {
  const session = openSession(context);
  return {
    capabilities: { assign: true, reply: false, create: creatableKinds(session.scopes), commitLink: true },
    whoAmI: async () => session.people.whoAmI(),
    list: async (query, page) => list(session, query, page),
    changedSince: async (at, page) => changedSince(session, at, page),
    find: async (key) => find(session, key),
    get: async (ref) => details(session, ref),
    timeline: async (ref, page) => timeline(session, ref, page),
    transitions: async (ref) => transitions(session, ref),
    assign: async (ref, to, seen) => assign(session, { ref, to, seen }),
    move: async (ref, transition, fields, seen) => move(session, { ref, transition, fields, seen }),
    note: async (ref, body, _audience, marker) => note(session, { ref, body, marker }),
    linkCommit: async (ref, commit) => linkCommit(session, ref, commit),
    create: async (draft) => create(session, draft),
    places: async () => places(session),
  };
}

function openSession({ connection, credential, scopes, clock, log, network }: BackendContext): GitHubSession {
  const { alias, url } = connection;
  const base = apiAddress(alias, url);
  const { headers, secrets } = accountOf(alias, credential);
  const http = createHttp({ alias, product: gitHubKind.name, baseUrl: base, headers, secrets, log, network, resetIn });
  return new GitHubSession({ alias, api: new GitHubApi(http, base), scopes: scopes.map(parseScope), clock });
}
