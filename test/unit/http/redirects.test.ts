import assert from 'node:assert/strict';
import * as v from 'valibot';
import { explain } from '../../../src/domain/errors.ts';
import { createHttp, type Http } from '../../../src/http/http.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { recordingLog } from '../../fakes/recordingLog.ts';
import {
  sendJson,
  startLoopbackServer,
  type Handler,
  type LoopbackServer,
} from '../../fakes/servers/loopbackServer.ts';

const anything = v.looseObject({});

describe('Redirects', () => {
  const servers: LoopbackServer[] = [];

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(handler: Handler): Promise<LoopbackServer> {
    const server = await startLoopbackServer(handler);
    servers.push(server);
    return server;
  }

  it('are followed by a read on the same origin, with the credential', async () => {
    const server = await serve((request, response) => {
      if (request.target === '/old') response.writeHead(301, { location: '/new' }).end();
      else sendJson(response, 200, { at: request.target });
    });
    const answer = await connect(server).required(v.object({ at: v.string() }), { path: '/old' });
    assert.equal(answer.body.at, '/new');
    assert.equal(server.requests[1]?.headers.authorization, 'token secret');
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`do not carry a credential to another origin (${status})`, async () => {
      const other = await serve((_, response) => sendJson(response, 200, {}));
      const server = await serve((_, response) => void response.writeHead(status, { location: other.origin }).end());
      const error = await rejectsWith(connect(server).required(anything, { path: '/x' }), 'invalidResponse');
      assert.ok(explain(error).includes(other.origin), explain(error));
      assert.equal(other.requests.length, 0);
    });
  }

  it('of a write are not followed', async () => {
    const server = await serve((_, response) => void response.writeHead(307, { location: '/new' }).end());
    await rejectsWith(connect(server).noContent({ method: 'POST', path: '/x', json: {} }), 'invalidResponse');
    assert.equal(server.requests.length, 1);
  });

  it('in a circle end', async () => {
    const server = await serve((_, response) => void response.writeHead(302, { location: '/x' }).end());
    await rejectsWith(connect(server).required(anything, { path: '/x' }), 'invalidResponse');
    assert.ok(server.requests.length < 10);
  });

  it('to a login page are told as what they are', async () => {
    const server = await serve((request, response) => {
      if (request.target !== '/') response.writeHead(302, { location: '/' }).end('Login required');
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Login</title></html>');
    });
    const error = await rejectsWith(connect(server).required(anything, { path: '/REST/2.0/rt' }), 'invalidResponse');
    assert.match(explain(error), /login page/);
  });
});

function connect(server: LoopbackServer): Http {
  return createHttp({
    alias: 'helpdesk',
    product: 'Request Tracker',
    network: undefined,
    baseUrl: server.origin,
    headers: { authorization: 'token secret', 'x-redmine-api-key': 'secret' },
    secrets: ['secret'],
    log: recordingLog(),
  });
}
