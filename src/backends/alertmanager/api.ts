import type { Http } from '../../http/http.ts';
import type { Matcher } from './matcher.ts';
import {
  alerts,
  posted,
  silence,
  silences,
  status,
  type WireAlert,
  type WireSilence,
  type WireSilenceDraft,
} from './schema.ts';

const root = '/api/v2';

/** The requests that Footbridge sends to Alertmanager, one method each. They throw what `Http` throws. */
export class AlertmanagerApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** @returns the version, which proves that this is an Alertmanager. */
  async version(): Promise<string> {
    return (await this.#http.required(status, { path: `${root}/status` })).body.versionInfo.version;
  }

  /** Every alert that fires and that all of the matchers hold for. There are no pages, and no order. */
  async alerts(matchers: readonly Matcher[]): Promise<readonly WireAlert[]> {
    return (await this.#http.required(alerts, { path: `${root}/alerts`, query: matchers.map(filter) })).body;
  }

  /**
   * Silences whose own matchers are among other things these; the expired ones too, as long as the server keeps them (five days, if it
   * is not told otherwise).
   */
  async silences(matchers: readonly Matcher[]): Promise<readonly WireSilence[]> {
    return (await this.#http.required(silences, { path: `${root}/silences`, query: matchers.map(filter) })).body;
  }

  /** The silences that hold now. Servers before 0.33 do not know the parameters and send the others too. */
  async activeSilences(): Promise<readonly WireSilence[]> {
    const query = [
      ['expired', 'false'],
      ['pending', 'false'],
    ] as const;
    const { body } = await this.#http.required(silences, { path: `${root}/silences`, query });
    return body.filter((one) => one.status.state === 'active');
  }

  async silence(id: string): Promise<WireSilence | undefined> {
    return (await this.#http.optional(silence, { path: `${root}/silence/${encodeURIComponent(id)}` }))?.body;
  }

  /**
   * Makes a silence, or changes the one with the id.
   * @returns its id: another one than was sent, if that had ended or its matchers or start are not as they were. Then a new one was made.
   */
  async post(draft: WireSilenceDraft): Promise<string> {
    return (await this.#http.required(posted, { method: 'POST', path: `${root}/silences`, json: draft })).body
      .silenceID;
  }

  /** Ends a silence. Some versions answer 500 where it has ended already. */
  async expire(id: string): Promise<void> {
    await this.#http.noContent({ method: 'DELETE', path: `${root}/silence/${encodeURIComponent(id)}` });
  }
}

function filter(matcher: Matcher): readonly [string, string] {
  return ['filter', matcher];
}
