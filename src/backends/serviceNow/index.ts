import * as l10n from '@vscode/l10n';
import type { Backend } from '../../domain/ports.ts';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { demandAddress } from '../connect.ts';
import { accountOf } from './account.ts';
import { SnowApi } from './api.ts';
import { approvals, decide } from './approvals.ts';
import { assign } from './assign.ts';
import { wakingHttp } from './awake.ts';
import { creatableKinds, create } from './create.ts';
import { details, find } from './details.ts';
import { serviceNowKind } from './kind.ts';
import { changedSince, list } from './list.ts';
import { move } from './move.ts';
import { note } from './note.ts';
import { places } from './places.ts';
import { parseScope } from './scope.ts';
import { SnowSession } from './session.ts';
import { timeline } from './timeline.ts';
import { transitions } from './transitions.ts';

/**
 * ServiceNow, through the Table API and the Change Management API. It has no field of its own for a commit: notes with a marker tell of one.
 * @throws `notSignedIn` or `configuration` before any request, where the connection, its credential or a scope cannot be used.
 */
export function openServiceNow(context: BackendContext): Backend {
  const session = openSession(context);
  return {
    capabilities: { assign: true, reply: true, create: creatableKinds(session.scopes), commitLink: false },
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
    linkCommit: async () => 'unsupported',
    create: async (draft) => create(session, draft),
    approvals: async (ref) => approvals(session, ref),
    decide: async (ref, approval, decision) => decide(session, { ref, approval, decision }),
    places: async () => places(session),
  };
}

function openSession({ connection, credential, scopes, clock, log, network }: BackendContext): SnowSession {
  const { alias } = connection;
  const url = demandAddress(
    connection,
    l10n.t('Give it the `url` of the instance, as https://example.service-now.com.'),
  );
  const { headers, secrets } = accountOf(alias, credential);
  const http = createHttp({
    alias,
    product: serviceNowKind.name,
    baseUrl: url,
    headers,
    secrets,
    log,
    network,
    resetIn: ({ 'x-ratelimit-reset': reset }, now) =>
      reset !== undefined && /^\d+$/.test(reset) ? Math.max(0, Number(reset) * 1000 - now.getTime()) : undefined,
  });
  return new SnowSession({
    alias,
    address: url.replace(/\/+$/, ''),
    api: new SnowApi(wakingHttp(http)),
    scopes: scopes.map(parseScope),
    clock,
  });
}
