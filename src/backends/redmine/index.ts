import * as l10n from '@vscode/l10n';
import type { Backend } from '../../domain/ports.ts';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { demandAddress } from '../connect.ts';
import { accountOf } from './account.ts';
import { RedmineApi } from './api.ts';
import { assign } from './assign.ts';
import { linkCommit } from './commitLink.ts';
import { create } from './create.ts';
import { details, find } from './details.ts';
import { redmineKind } from './kind.ts';
import { changedSince, list } from './list.ts';
import { note } from './note.ts';
import { places } from './places.ts';
import { parseScope } from './scope.ts';
import { RedmineSession } from './session.ts';
import { timeline } from './timeline.ts';
import { move, transitions } from './transitions.ts';

/**
 * Redmine 5 and later, through its REST API.
 * @throws `notSignedIn`, `unauthorized` or `configuration` before any request, where the connection or its credential cannot be used.
 */
export function openRedmine(context: BackendContext): Backend {
  const session = openSession(context);
  return {
    // Known exactly once the instance has told which trackers the projects have.
    get capabilities() {
      return { assign: true, reply: true, create: session.creatableKinds(), commitLink: true };
    },
    whoAmI: async () => session.people.whoAmI(),
    list: async (query, page) => list(session, query, page),
    changedSince: async (at, page) => changedSince(session, at, page),
    find: async (key) => find(session, key),
    get: async (ref) => details(session, ref),
    timeline: async (ref) => timeline(session, ref),
    transitions: async (ref) => transitions(session, ref),
    assign: async (ref, to, seen) => assign(session, { ref, to, seen }),
    move: async (ref, transition, fields, seen) => move(session, { ref, transition, fields, seen }),
    note: async (ref, body, audience, marker) => note(session, { ref, body, audience, marker }),
    linkCommit: async (ref, commit) => linkCommit(session, ref, commit),
    create: async (draft) => create(session, draft),
    places: async () => places(session),
  };
}

function openSession({ connection, credential, scopes, clock, log, network }: BackendContext): RedmineSession {
  const { alias } = connection;
  const url = demandAddress(connection, l10n.t('Give it the `url` of Redmine.'));
  const { headers, secrets } = accountOf(alias, credential);
  const http = createHttp({ alias, product: redmineKind.name, baseUrl: url, headers, secrets, log, network });
  return new RedmineSession({
    alias,
    address: url.replace(/\/+$/, ''),
    api: new RedmineApi(http),
    scopes: scopes.map(parseScope),
    clock,
  });
}
