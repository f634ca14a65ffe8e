import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Connection, Credential } from '../domain/connection.ts';
import { parseConnections } from '../domain/connectionSchema.ts';
import { DeskError } from '../domain/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's connections from a file: a list in YAML, or in JSON, which is YAML too. Without a file there are none.
 * @throws {DeskError} `configuration`, with everything that is wrong in it: a command must not run with half of its connections.
 */
export async function readConnectionsFile(
  file: string | undefined,
  kinds: readonly { readonly kind: string }[],
): Promise<readonly Connection[]> {
  if (file === undefined) return [];
  const { connections, problems } = parseConnections(await readYamlFile(file), kinds);
  if (problems.length === 0) return connections.map((connection) => withPaths(connection, dirname(file)));
  throw new DeskError('configuration', l10n.t('The connections in {0} cannot be used: {1}', file, problems.join(' ')), {
    next: l10n.t('Correct the file, then try again.'),
  });
}

/** The files that a connection names are beside the file that names them. `~` stays: it is the home folder. */
function withPaths({ caFile, clientCertificate, ...connection }: Connection, folder: string): Connection {
  const placed = (path: string): string => (path.startsWith('~') ? path : resolve(folder, path));
  return {
    ...connection,
    ...(caFile === undefined ? {} : { caFile: placed(caFile) }),
    ...(clientCertificate === undefined ? {} : { clientCertificate: placed(clientCertificate) }),
  };
}

/**
 * The file that holds them: the one given, else the one in `FOOTBRIDGE_CONNECTIONS`, else `footbridge/connections.yml` (or `.yaml`, `.json`) in
 * the user's config folder, if there is one. That folder is `XDG_CONFIG_HOME`, by default `~/.config`; on Windows `APPDATA`.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function findConnectionsFile(given: string | undefined, environment: Environment): string | undefined {
  const named = given ?? environment['FOOTBRIDGE_CONNECTIONS'] ?? '';
  if (named !== '') return named;
  // A variable that is empty counts as not set.
  const folder = environment['XDG_CONFIG_HOME'] || environment['APPDATA'] || join(homedir(), '.config');
  return ['yml', 'yaml', 'json']
    .map((extension) => join(folder, 'footbridge', `connections.${extension}`))
    .find((file) => existsSync(file));
}

/**
 * What the environment holds for one of the user's own connections: `FOOTBRIDGE_TOKEN_<ALIAS>`, or `FOOTBRIDGE_USER_<ALIAS>` and
 * `FOOTBRIDGE_PASSWORD_<ALIAS>`, or `FOOTBRIDGE_HEADERS_<ALIAS>` for a proxy before the product, with the alias in capitals and `-` as `_`. A connection that a repository proposes never gets one: the
 * repository would decide which host the token goes to.
 * @throws {DeskError} `configuration` if only half of it is set.
 */
export function environmentCredential(
  { alias, account }: Connection,
  environment: Environment,
): Credential | undefined {
  const suffix = alias.toUpperCase().replaceAll('-', '_');
  // A line's end, as a file or a secret store leaves it behind a token, would break the header it is sent in.
  const token = environment[`FOOTBRIDGE_TOKEN_${suffix}`]?.trim() ?? '';
  if (token !== '') return { type: 'token', token };
  const user = environment[`FOOTBRIDGE_USER_${suffix}`] ?? '';
  const password = environment[`FOOTBRIDGE_PASSWORD_${suffix}`] ?? '';
  if (user === '' && password === '') return headersOf(`FOOTBRIDGE_HEADERS_${suffix}`, environment);
  const name = user === '' ? (account ?? '') : user;
  if (password === '') throw halfSet(alias, 'FOOTBRIDGE_USER_', 'FOOTBRIDGE_PASSWORD_', suffix);
  if (name === '') throw halfSet(alias, 'FOOTBRIDGE_PASSWORD_', 'FOOTBRIDGE_USER_', suffix);
  return { type: 'password', user: name, password };
}

/** `Name: value`, one a line, as they go over the wire; or a JSON object of them. */
function headersOf(variable: string, environment: Environment): Credential | undefined {
  const text = environment[variable]?.trim() ?? '';
  if (text === '') return undefined;
  const written = text.startsWith('{') ? v.safeParse(jsonHeaders, text) : v.safeParse(wireHeaders, text);
  if (written.success) return { type: 'headers', headers: written.output };
  // Not what is there: it is a secret.
  throw new DeskError('configuration', l10n.t('{0} does not hold headers.', variable), {
    next: l10n.t('Write "Name: value", one a line, or a JSON object of them.'),
  });
}

const headers = v.record(v.pipe(v.string(), v.regex(/^[\w!#$%&'*+.^`|~-]+$/)), v.pipe(v.string(), v.nonEmpty()));
const jsonHeaders = v.pipe(v.string(), v.parseJson(), headers);
const wireHeaders = v.pipe(
  v.string(),
  v.transform((text) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return Object.fromEntries(
      lines.map((line) => {
        const [name = '', ...value] = line.split(':');
        return [name.trim(), value.join(':').trim()];
      }),
    );
  }),
  headers,
);

function halfSet(alias: string, set: string, missing: string, suffix: string): DeskError {
  return new DeskError(
    'configuration',
    l10n.t(
      'For the connection {0} there is {1} in the environment, but no {2}.',
      alias,
      set + suffix,
      missing + suffix,
    ),
    { next: l10n.t('Set both, or a token in {0}.', `FOOTBRIDGE_TOKEN_${suffix}`) },
  );
}

async function readYamlFile(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return parse(text, { logLevel: 'error' }) as unknown;
  } catch (error) {
    throw new DeskError('configuration', l10n.t('{0} is not valid YAML or JSON: {1}', file, firstLine(error)), {
      cause: error,
      next: l10n.t('Correct the file, then try again.'),
    });
  }
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new DeskError(
      'configuration',
      l10n.t('The connections file {0} cannot be read: {1}', file, firstLine(error)),
      {
        cause: error,
        next: l10n.t('Check the path.'),
      },
    );
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/:$/, '') ?? '';
}
