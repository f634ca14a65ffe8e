import * as l10n from '@vscode/l10n';
import type { Backend } from '../../domain/ports.ts';
import type { Person } from '../../domain/ticket.ts';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { demandAddress } from '../connect.ts';
import { accountOf } from './account.ts';
import { AlertmanagerApi } from './api.ts';
import { assign } from './assign.ts';
import { details, find } from './details.ts';
import { alertmanagerKind } from './kind.ts';
import { list } from './list.ts';
import { note } from './note.ts';
import { Pages } from './pages.ts';
import { parseScopes } from './scope.ts';
import { AlertmanagerSession } from './session.ts';
import { timeline } from './timeline.ts';
import { move, transitions } from './transitions.ts';

/**
 * The alerts of a Prometheus Alertmanager, through its API 2 (0.16 and later). Silences are the acknowledgements.
 * @throws `notSignedIn` or `configuration` before any request, where the connection or its credential cannot be used.
 */
export function openAlertmanager(
  context: BackendContext,
  { pageSize = 100 }: { readonly pageSize?: number } = {},
): Backend {
  const session = openSession(context);
  const pages = new Pages(pageSize);
  return {
    // Every note is internal; it needs a silence to stand in.
    capabilities: { assign: true, reply: false, create: [], commitLink: false, notesNeedAssignee: true },
    whoAmI: async () => whoAmI(session),
    list: async (query, cursor) => list(session, pages, { query, cursor }),
    find: async (key) => find(session, key),
    get: async (ref) => details(session, ref),
    timeline: async (ref) => timeline(session, ref),
    transitions: async (ref) => transitions(session, ref),
    assign: async (ref, to, seen) => assign(session, { ref, to, seen }),
    move: async (ref, transition, fields, seen) => move(session, { ref, transition, fields, seen }),
    note: async (ref, body, _audience, marker) => note(session, { ref, body, marker }),
    linkCommit: async () => 'unsupported',
  };
}

function openSession({ connection, credential, scopes, clock, log, network }: BackendContext): AlertmanagerSession {
  const { alias, account } = connection;
  const url = demandAddress(connection, l10n.t('Give it the `url` of Alertmanager.'));
  const { headers, secrets, user } = accountOf(alias, credential);
  const http = createHttp({ alias, product: alertmanagerKind.name, baseUrl: url, headers, secrets, log, network });
  return new AlertmanagerSession({
    alias,
    address: url.replace(/\/+$/, ''),
    api: new AlertmanagerApi(http),
    // What the connection says goes first: the user of a proxy is often one for the whole team.
    me: account ?? user,
    scopes: parseScopes(scopes),
    clock,
  });
}

/** Alertmanager knows nobody. That it answers proves the address and what the proxy asks for; who it is, the connection says. */
async function whoAmI(session: AlertmanagerSession): Promise<Person> {
  await session.api.version();
  return session.meIfKnown() ?? { id: '', name: l10n.t('nobody by name'), isMe: true };
}
