import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { Backend } from '../../domain/ports.ts';
import { createHttp } from '../../http/http.ts';
import type { BackendContext } from '../backendKind.ts';
import { demandAddress } from '../connect.ts';
import { accountOf } from './account.ts';
import { PdApi } from './api.ts';
import { assign } from './assign.ts';
import { linkCommit } from './commitLink.ts';
import { create } from './create.ts';
import { details, find } from './details.ts';
import { EventsApi, eventsUrlOf } from './eventsApi.ts';
import { pagerDutyKind } from './kind.ts';
import { list } from './list.ts';
import { note } from './note.ts';
import { onCall } from './onCall.ts';
import { People } from './people.ts';
import { places } from './places.ts';
import { changedSince } from './recent.ts';
import { parseScope } from './scope.ts';
import { PdSession } from './session.ts';
import { timeline } from './timeline.ts';
import { move, transitions } from './transitions.ts';

export interface PagerDutyOptions {
  /** Where events go, for a server that is not PagerDuty's own. */
  readonly eventsUrl?: string;
  /** How to wait between two looks; a test does not. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/**
 * PagerDuty, through REST API v2 and, for commits, the Events API v2.
 * @throws `notSignedIn`, `unauthorized` or `configuration` before any request, where the connection or its credential cannot be used.
 */
export function openPagerDuty(context: BackendContext, options: PagerDutyOptions = {}): Backend {
  const session = openSession(context, options);
  const canCreate = session.scopes.some(({ select }) => select.service !== undefined);
  return {
    capabilities: {
      assign: true,
      reply: false,
      create: canCreate ? ['incident'] : [],
      commitLink: session.events !== undefined,
    },
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
    onCall: async (service) => onCall(session, service),
    places: async () => places(session),
  };
}

function openSession(
  { connection, credential, scopes, clock, log, network }: BackendContext,
  options: PagerDutyOptions,
): PdSession {
  const { alias, account } = connection;
  const url = demandAddress(
    connection,
    l10n.t('Give it the `url` of PagerDuty: {0}, or {1}.', 'https://api.pagerduty.com', 'https://api.eu.pagerduty.com'),
  );
  const product = pagerDutyKind.name;
  const http = createHttp({ alias, product, baseUrl: url, ...accountOf(alias, credential), log, network, resetIn });
  const api = new PdApi(http);
  const eventsUrl = options.eventsUrl ?? eventsUrlOf(url);
  return new PdSession({
    alias,
    api,
    events: eventsUrl === undefined ? undefined : new EventsApi({ alias, product, baseUrl: eventsUrl, log, network }),
    people: new People(api, alias, account),
    scopes: scopes.map(parseScope),
    clock,
    pause: options.pause ?? sleep,
  });
}

/** `ratelimit-reset` has the seconds until requests are taken again (PagerDuty, "Rate limits"). Not every 429 has it. */
function resetIn(headers: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(headers['ratelimit-reset']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
