import * as v from 'valibot';
import type { Http, HttpRequest } from '../../http/http.ts';
import {
  approval,
  desk,
  deskComment,
  deskPage,
  queue,
  request,
  sla,
  type WireApproval,
  type WireDesk,
  type WireQueue,
  type WireSla,
} from './deskSchema.ts';

const root = '/rest/servicedeskapi';
const perPage = 50;

/** Data Center answers some of these only to those who know that they may change. */
const headers = { 'x-experimentalapi': 'opt-in' };

/** The requests that go to the service desk's interface, one method each. They throw what `Http` throws. */
export class DeskApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Whether an issue has a customer who sees it in the portal: only a clear "there is none" says that it has not. */
  async isRequest(issue: string): Promise<boolean> {
    const answer = await this.#http.optional(request, { path: `${root}/request/${issue}`, headers });
    return answer !== undefined;
  }

  /** @returns the comment's id, which is the platform's too. */
  async addComment(issue: string, body: string, isPublic: boolean): Promise<string> {
    const answer = await this.#http.required(deskComment, {
      method: 'POST',
      path: `${root}/request/${issue}/comment`,
      json: { body, public: isPublic },
      headers,
    });
    return answer.body.id;
  }

  async serviceLevels(issue: string): Promise<readonly WireSla[]> {
    return this.#all(sla, `/request/${issue}/sla`);
  }

  async approvals(issue: string): Promise<readonly WireApproval[]> {
    return this.#all(approval, `/request/${issue}/approval`);
  }

  async decide(issue: string, id: string, decision: 'approve' | 'decline'): Promise<void> {
    await this.#http.noContent({
      method: 'POST',
      path: `${root}/request/${issue}/approval/${encodeURIComponent(id)}`,
      json: { decision },
      headers,
    });
  }

  async desks(): Promise<readonly WireDesk[]> {
    return this.#all(desk, '/servicedesk');
  }

  async queues(deskId: string): Promise<readonly WireQueue[]> {
    return this.#all(queue, `/servicedesk/${encodeURIComponent(deskId)}/queue`);
  }

  async #all<S extends v.GenericSchema>(item: S, path: string): Promise<v.InferOutput<S>[]> {
    const all: v.InferOutput<S>[] = [];
    for (;;) {
      const query: HttpRequest['query'] = [
        ['start', String(all.length)],
        ['limit', String(perPage)],
      ];
      const { body } = await this.#http.required(deskPage(item), { path: `${root}${path}`, query, headers });
      all.push(...body.values);
      if (body.isLastPage || body.values.length === 0) return all;
    }
  }
}
