import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { startLoopbackServer, sendJson } from '../fakes/servers/loopbackServer.ts';
import { startProxy } from '../fakes/servers/proxy.ts';
import { startFakeRequestTracker } from '../fakes/servers/requestTracker.ts';
import { userNamed } from '../fakes/servers/requestTrackerSite.ts';
import { startTlsServer, tlsFixture } from '../fakes/servers/tlsServer.ts';
import { temporaryRepository, type TemporaryRepository } from '../fakes/temporaryRepository.ts';
import { runCli, type CliResult } from './runCli.ts';

const stateSchema = v.object({
  alias: v.string(),
  ok: v.boolean(),
  account: v.optional(v.string()),
  reason: v.optional(v.string()),
  message: v.string(),
});
const printed = v.pipe(v.string(), v.parseJson(), v.array(stateSchema));

describe('footbridge connections --check', () => {
  let repository: TemporaryRepository;
  let folder: string;
  const closing: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    repository = await temporaryRepository();
    await repository.commit();
    folder = await mkdtemp(path.join(tmpdir(), 'footbridge-cli-'));
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((one) => one.close()));
    await repository.remove();
    await rm(folder, { recursive: true });
  });

  async function started<T extends { close(): Promise<void> }>(server: Promise<T>): Promise<T> {
    const one = await server;
    closing.push(one);
    return one;
  }

  interface Check {
    readonly url: string;
    readonly caFile?: string;
    readonly clientCertificate?: string;
    readonly env?: Readonly<Record<string, string>>;
  }

  async function check({ env = {}, ...own }: Check): Promise<v.InferOutput<typeof stateSchema> & CliResult> {
    const file = path.join(folder, 'connections.json');
    await writeFile(file, JSON.stringify([{ alias: 'helpdesk', kind: 'request-tracker', ...own }]));
    const result = await runCli(['connections', '--check', '--json', '--connections', file], {
      cwd: repository.path,
      env: { FOOTBRIDGE_TOKEN_HELPDESK: '1-1-0123456789abcdef', ...env },
    });
    const state = v.parse(printed, result.stdout).find(({ alias }) => alias === 'helpdesk');
    assert.ok(state !== undefined, result.stdout);
    assert.doesNotMatch(result.stdout + result.stderr, /0123456789abcdef|hunter2/);
    return { ...state, ...result };
  }

  it('says who a good credential belongs to', async () => {
    const { url } = await started(startFakeRequestTracker());
    const { ok, account, code } = await check({ url, env: { FOOTBRIDGE_TOKEN_HELPDESK: userNamed('ana').token } });
    assert.deepEqual([ok, account, code], [true, userNamed('ana').name, 0]);
  });

  it('names the cause of each failure, and what to do', async () => {
    const { url } = await started(startFakeRequestTracker());
    const site = await started(
      startLoopbackServer((_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')),
    );
    const forbids = await started(startLoopbackServer((_, response) => sendJson(response, 403, { message: 'No API' })));
    const unlicensed = await started(
      startLoopbackServer((_, response) => sendJson(response, 402, { message: 'No plan' })),
    );
    const encrypted = await started(startTlsServer());
    const gone = await startLoopbackServer(() => undefined);
    await gone.close();
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [url, 'unauthorized', /does not accept the sign-in\. Sign in to helpdesk again/],
      [site.origin, 'invalidResponse', /web page.*Check that .* is the address of Request Tracker/],
      [forbids.origin, 'forbidden', /does not allow it: No API/],
      [unlicensed.origin, 'forbidden', /licence or plan.*No plan/],
      ['http://no-such-host.invalid', 'offline', /the name no-such-host\.invalid is not known/],
      [gone.origin, 'offline', /nothing answers at 127\.0\.0\.1:/],
      [`https://localhost:${encrypted.port}`, 'tls', /does not trust its certificate.*`caFile`/],
    ];
    for (const [address, reason, said] of cases) {
      const state = await check({ url: address });
      assert.deepEqual([state.ok, state.reason], [false, reason], address);
      assert.match(state.message, said);
      assert.equal(state.code, 4, 'the git desk works');
    }
  }).timeout(60_000);

  it('trusts the certificates beside the connections file, and goes through the proxy of the environment', async () => {
    const server = await started(startTlsServer());
    const proxy = await started(startProxy({ target: server.port, account: 'ada:hunter2' }));
    await copyFile(tlsFixture('authority.crt'), path.join(folder, 'ca.crt'));
    const url = 'https://desk.example.org';
    const env = { HTTPS_PROXY: `http://ada:hunter2@${proxy.host}` };
    await check({ url, caFile: 'ca.crt', env });
    assert.equal(proxy.asked[0], 'CONNECT desk.example.org:443');
    assert.equal(server.requests[0]?.headers.authorization, 'token 1-1-0123456789abcdef');
    const refused = await check({ url, caFile: 'ca.crt', env: { HTTPS_PROXY: `http://ada:wrong@${proxy.host}` } });
    assert.deepEqual([refused.reason, /wants a sign-in/.test(refused.message)], ['proxy', true]);
    const spared = await check({ url, caFile: 'ca.crt', env: { ...env, NO_PROXY: 'example.org' } });
    assert.equal(spared.reason, 'offline');
    const missing = await check({ url, caFile: 'gone.crt', env });
    assert.deepEqual([missing.reason, /ENOENT.*gone\.crt/.test(missing.message)], ['configuration', true]);
  }).timeout(60_000);
});
