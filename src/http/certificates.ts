import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import * as tls from 'node:tls';
import * as l10n from '@vscode/l10n';
import type { Connection } from '../domain/connection.ts';
import { DeskError } from '../domain/errors.ts';
import type { Certificates } from './network.ts';

type Named = Pick<Connection, 'alias' | 'caFile' | 'clientCertificate'>;

/**
 * Reads the certificates that a connection names; undefined if it names none. A path that is not absolute begins in the home folder.
 * @throws `configuration` if a file cannot be read, or does not hold what it should.
 */
export async function readCertificates({ alias, caFile, clientCertificate }: Named): Promise<Certificates | undefined> {
  if (caFile === undefined && clientCertificate === undefined) return undefined;
  const own = clientCertificate === undefined ? {} : await client(alias, clientCertificate);
  if (caFile === undefined) return own;
  const trusting = { ca: [...machineCertificates(), ...(await authorities(alias, caFile))], ...own };
  return { ...trusting, secureContext: tls.createSecureContext(trusting) };
}

async function authorities(alias: string, caFile: string): Promise<string[]> {
  const file: PemFile = { alias, setting: 'caFile', path: absolute(caFile) };
  const found = certificatesIn(await read(file));
  if (found.length === 0) throw unusable(file, l10n.t('it holds no certificate in PEM'));
  for (const certificate of found) demandValid(file, certificate);
  return found;
}

async function client(
  alias: string,
  clientCertificate: string,
): Promise<{ readonly cert: string; readonly key: string }> {
  const file: PemFile = { alias, setting: 'clientCertificate', path: absolute(clientCertificate) };
  const text = await read(file);
  const [own, ...between] = certificatesIn(text);
  if (own === undefined) throw unusable(file, l10n.t('it holds no certificate in PEM'));
  demandValid(file, own);
  const key = blocksOf(text).find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (key === undefined) throw unusable(file, l10n.t('it holds no private key in PEM'));
  if (key.label.startsWith('ENCRYPTED') || key.text.includes('ENCRYPTED')) {
    throw unusable(file, l10n.t('its private key has a passphrase'));
  }
  const pair = { cert: [own, ...between].join('\n'), key: key.text };
  try {
    tls.createSecureContext(pair);
  } catch {
    // OpenSSL's own words are for programmers.
    throw unusable(file, l10n.t('its certificate and its private key do not belong together'));
  }
  return pair;
}

interface PemFile {
  readonly alias: string;
  readonly setting: 'caFile' | 'clientCertificate';
  readonly path: string;
}

function absolute(path: string): string {
  return resolve(homedir(), path.replace(/^~(?=$|[/\\])/, '.'));
}

async function read(file: PemFile): Promise<string> {
  try {
    return await readFile(file.path, 'utf8');
  } catch (error) {
    throw unusable(file, error instanceof Error && 'code' in error ? String(error.code) : l10n.t('it cannot be read'));
  }
}

function demandValid(file: PemFile, certificate: string): void {
  const validTo = validUntil(certificate);
  if (validTo === undefined) throw unusable(file, l10n.t('one of its certificates is damaged'));
  if (validTo < Date.now()) {
    throw unusable(file, l10n.t('its certificate ended on {0}', new Date(validTo).toISOString().slice(0, 10)));
  }
}

function validUntil(certificate: string): number | undefined {
  try {
    return Date.parse(new X509Certificate(certificate).validTo);
  } catch {
    return undefined;
  }
}

function certificatesIn(text: string): string[] {
  return blocksOf(text)
    .filter(({ label }) => /^(TRUSTED |X509 )?CERTIFICATE$/.test(label))
    .map((block) => block.text);
}

/** The encapsulated parts of a text (RFC 7468). */
function blocksOf(text: string): { readonly label: string; readonly text: string }[] {
  return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)].map(([block, label = '']) => ({
    label,
    text: block,
  }));
}

/**
 * Those that this machine trusts: a list of one's own would replace them.
 * Node has its own and those of `NODE_EXTRA_CA_CERTS`; from 22.15 on it can read the operating system's too.
 * @see https://nodejs.org/api/tls.html#tlsgetcacertificatestype
 */
function machineCertificates(): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types of Node 20 do not know it
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default' | 'system') => readonly string[] };
  if (getCACertificates !== undefined) {
    return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  }
  return [...tls.rootCertificates, ...extraCertificates(process.env['NODE_EXTRA_CA_CERTS'] ?? '')];
}

function extraCertificates(file: string): readonly string[] {
  try {
    return file === '' ? [] : certificatesIn(readFileSync(file, 'utf8'));
  } catch {
    // Node itself only warns of one that is not there.
    return [];
  }
}

function unusable({ alias, setting, path }: PemFile, why: string): DeskError {
  return new DeskError(
    'configuration',
    l10n.t('The {0} of {1} cannot be used: {2} ({3}).', setting, alias, why, path),
    {
      next:
        setting === 'caFile'
          ? l10n.t('Name a file with the certificates of the authority, in PEM.')
          : l10n.t('Name a file with the certificate and its private key without a passphrase, both in PEM.'),
    },
  );
}
