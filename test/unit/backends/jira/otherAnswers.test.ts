import { openFakeJira } from '../../../fakes/openJira.ts';
import { sendJson, startLoopbackServer, type LoopbackServer } from '../../../fakes/servers/loopbackServer.ts';
import { rejectsWith } from '../../../contract/harness.ts';

describe('An answer that is JSON and none of Jira’s', () => {
  let server: LoopbackServer | undefined;

  afterEach(async () => server?.close());

  for (const path of ['', '/jira']) {
    for (const answer of [[], {}, { unexpected: [1] }]) {
      it(`is no empty list: ${JSON.stringify(answer)} below "${path}/"`, async () => {
        const deploymentType = path === '' ? 'Cloud' : 'Server';
        server = await startLoopbackServer(({ target }, response) =>
          sendJson(response, 200, target.includes('/search') ? answer : { deploymentType }),
        );
        await rejectsWith(openFakeJira({ url: server.origin + path }).list({}), 'invalidResponse');
      });
    }
  }

  it('does not say which Jira it is', async () => {
    server = await startLoopbackServer((_, response) => sendJson(response, 200, { version: '1' }));
    await rejectsWith(openFakeJira({ url: server.origin }).list({}), 'invalidResponse');
  });
});
