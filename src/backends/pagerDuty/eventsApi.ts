import type { Log } from '../../domain/ports.ts';
import type { Instant } from '../../domain/ticket.ts';
import { createHttp } from '../../http/http.ts';
import type { Network } from '../../http/network.ts';

/** A change as the Events API takes it (PagerDuty, "Send a change event"); `summary` has at most 1,024 characters. */
export interface NewChangeEvent {
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly timestamp: Instant;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

interface EventsOptions {
  readonly alias: string;
  readonly product: string;
  /** `https://events.pagerduty.com` */
  readonly baseUrl: string;
  readonly log: Log;
  /** That of the REST API. */
  readonly network: Network | undefined;
}

/** Sends events. Its host is another one than the REST API's, and gets no credential but the integration key of the service. */
export class EventsApi {
  readonly #options: EventsOptions;

  constructor(options: EventsOptions) {
    this.#options = { ...options, network: withoutClientCertificate(options.network) };
  }

  /** 202 says that it was taken; it shows some seconds later. */
  async change(integrationKey: string, event: NewChangeEvent): Promise<void> {
    const http = createHttp({ ...this.#options, headers: {}, secrets: [integrationKey] });
    await http.noContent({
      method: 'POST',
      path: '/v2/change/enqueue',
      json: { routing_key: integrationKey, ...event },
    });
  }
}

/** The client's certificate is for the address of the connection, and this is another one. */
function withoutClientCertificate(network: Network | undefined): Network | undefined {
  if (network === undefined) return undefined;
  const { tls, proxyFor } = network;
  return {
    ...(tls?.ca === undefined ? {} : { tls: { ca: tls.ca } }),
    ...(proxyFor === undefined ? {} : { proxyFor }),
  };
}

const hosts: Readonly<Record<string, string>> = {
  'api.pagerduty.com': 'https://events.pagerduty.com',
  'api.eu.pagerduty.com': 'https://events.eu.pagerduty.com',
};

/** Where events go, by the region of the REST API; undefined for any other host, which must not get the keys of services. */
export function eventsUrlOf(restUrl: string): string | undefined {
  return URL.canParse(restUrl) ? hosts[new URL(restUrl).host] : undefined;
}
