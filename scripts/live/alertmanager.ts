import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './install.ts';
import { freePort, runServer } from './server.ts';

/** Debian's package of it, where it is missing. */
export async function installAlertmanager(say: (line: string) => void): Promise<void> {
  await install({ product: 'Alertmanager', packages: ['prometheus-alertmanager'] }, say);
}

export interface LiveAlertmanager {
  /** The address of the instance, with its path. */
  readonly url: string;
  /** Sends alerts, as Prometheus does. */
  send(alerts: readonly SentAlert[]): Promise<void>;
  /** Makes a silence past Footbridge. @returns its id. */
  silence(silence: Readonly<Record<string, unknown>>): Promise<string>;
  /** Ends every process of it, and removes its folder. */
  stop(): Promise<void>;
}

interface SentAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly generatorURL?: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
}

/** Nobody is told of anything; one rule, so that alerts can keep others quiet. */
const configuration = `
route:
  receiver: nobody
  group_by: [alertname]
receivers:
  - name: nobody
inhibit_rules:
  - source_matchers: ['severity="critical"', 'inhibits="yes"']
    target_matchers: ['severity="warning"']
    equal: [cluster]
`;

interface StartOptions {
  /** Whether it asks for `team` and `secret-team`. */
  readonly signIn?: boolean;
}

/** The password as bcrypt keeps it. */
const webConfiguration = `
basic_auth_users:
  team: $2b$04$abcdefghijklmnopqrstuuRWyw2xXIa/KpkqMWEYgF22SNG8D.UHe
`;

/** Starts a real Alertmanager on loopback in a temporary folder, under a path as behind a proxy. Installs Debian's package if need be. */
export async function startAlertmanager(
  say: (line: string) => void = () => {},
  { signIn = false }: StartOptions = {},
): Promise<LiveAlertmanager> {
  await installAlertmanager(say);
  const folder = await mkdtemp(join(tmpdir(), 'footbridge-alertmanager-'));
  try {
    return await startIn(folder, signIn);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string, signIn: boolean): Promise<LiveAlertmanager> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/am`;
  await writeFile(join(folder, 'alertmanager.yml'), configuration);
  if (signIn) await writeFile(join(folder, 'web.yml'), webConfiguration);
  const server = await runServer({
    command: [
      '/usr/bin/prometheus-alertmanager',
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--web.external-url=${url}`,
      // Else it listens for its like on every address.
      '--cluster.listen-address=',
      ...(signIn ? [`--web.config.file=${join(folder, 'web.yml')}`] : []),
    ],
    folder,
    env: process.env,
    ready: { url: `${url}/-/ready`, status: signIn ? 401 : 200 },
  });
  return {
    url,
    send: async (alerts) => void (await post(`${url}/api/v2/alerts`, alerts)),
    silence: async (silence) => /"silenceID":"([^"]+)"/.exec(await post(`${url}/api/v2/silences`, silence))?.[1] ?? '',
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function post(address: string, body: unknown): Promise<string> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${address}: ${response.status} ${text}`);
  return text;
}
