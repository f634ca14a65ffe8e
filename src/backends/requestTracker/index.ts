import type { Backend } from '../../domain/ports.ts';
import * as l10n from '@vscode/l10n';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { demandAddress } from '../connect.ts';
import { accountOf } from './account.ts';
import { RtApi } from './api.ts';
import { assign } from './assign.ts';
import { linkCommit } from './commitLink.ts';
import { create, creatableKinds } from './create.ts';
import { details, find } from './details.ts';
import { requestTrackerKind } from './kind.ts';
import { changedSince, list } from './list.ts';
import { note } from './note.ts';
import { People } from './people.ts';
import { parseScope } from './scope.ts';
import { RtSession } from './session.ts';
import { timeline } from './timeline.ts';
import { move, transitions } from './transitions.ts';

/**
 * Request Tracker 5 and 6, through REST 2.
 * @throws `notSignedIn`, `unauthorized` or `configuration` before any request, where the connection or its credential cannot be used.
 */
export function openRequestTracker(context: BackendContext): Backend {
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
  };
}

function openSession({ connection, credential, scopes, clock, log, network }: BackendContext): RtSession {
  const { alias } = connection;
  const url = demandAddress(connection, l10n.t('Give it the `url` of Request Tracker.'));
  const { headers, secrets, user } = accountOf(alias, credential);
  const http = createHttp({
    alias,
    product: requestTrackerKind.name,
    baseUrl: url,
    headers,
    secrets,
    log,
    network,
    clean: withoutPlaces,
  });
  const api = new RtApi(http);
  return new RtSession({
    alias,
    address: url.replace(/\/+$/, ''),
    api,
    people: new People(api, alias, user),
    scopes: scopes.map(parseScope),
    clock,
  });
}

/** Perl says where in the server's files it failed, which is nobody's business. */
function withoutPlaces(message: string): string {
  return message.replaceAll(/ at \S+ line \d+\.?/g, '').trim();
}
