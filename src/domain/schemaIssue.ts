import * as l10n from '@vscode/l10n';
import type { BaseIssue } from 'valibot';
import { nearest } from './nearest.ts';

/** What a schema has to say against a value, in words for the person who wrote it. */
export interface SchemaIssue {
  /** A sentence or two, without the place. */
  readonly message: string;
  /** Where, from the root of the value. */
  readonly path: readonly (string | number)[];
  /** Which part of the place is meant: the key itself, its value, or (`missing`) a key that should be there. */
  readonly at: 'key' | 'value' | 'missing';
}

/**
 * Puts an issue of valibot into words. A message that a schema gives itself is kept.
 * @param schema the root that was parsed with: it knows the keys that are allowed where an unknown one stands.
 */
export function describeIssue(schema: unknown, issue: BaseIssue<unknown>): SchemaIssue {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  if (issue.expected === 'never' && path.length > 0) {
    return { message: unknownKey(String(path.at(-1)), allowedKeys(schema, path.slice(0, -1))), path, at: 'key' };
  }
  const origin = issue.path?.at(-1)?.origin;
  if (issue.kind === 'schema' && origin === 'key' && issue.received === 'undefined') {
    return { message: l10n.t('{0} is missing.', quote(path.at(-1))), path, at: 'missing' };
  }
  return { message: messageOf(issue), path, at: origin === 'key' ? 'key' : 'value' };
}

function unknownKey(key: string, allowed: readonly string[]): string {
  if (secretKey.test(key)) {
    return l10n.t(
      '{0} looks like a secret, and a secret is never written here. Remove it and revoke it if others could read it; then sign in with Footbridge, or set FOOTBRIDGE_TOKEN_<ALIAS> for the command line.',
      quote(key),
    );
  }
  if (machineKey.test(key)) {
    return l10n.t(
      '{0} names a file of one machine, and this file is shared. Remove it; each user names their own in the setting footbridge.connections, or in the connections file of the command line.',
      quote(key),
    );
  }
  const meant = nearest(key, allowed);
  const list = allowed.map(quote).join(', ');
  if (list === '') return l10n.t('{0} is not known here. Remove it.', quote(key));
  return meant === undefined
    ? l10n.t('{0} is not known here. Allowed: {1}.', quote(key), list)
    : l10n.t('{0} is not known here. Did you mean {1}? Allowed: {2}.', quote(key), quote(meant), list);
}

const secretKey =
  /token|passw|passphrase|secret|credential|api[-_]?key|private[-_]?key|bearer|^authorization$|^pat$|^pwd$/i;

/** What a connection of the user may have, and a proposal may not: a repository does not choose whom to trust. */
const machineKey = /^(caFile|clientCertificate)$/;

function messageOf(issue: BaseIssue<unknown>): string {
  // valibot's own messages all begin this way; any other one was written for people.
  if (!/^Invalid [\w ]+: (Expected|Received) /.test(issue.message)) return issue.message;
  if (issue.type === 'non_empty') return l10n.t('It must not be empty.');
  if (issue.expected === 'string' && typeof issue.input === 'number') {
    return l10n.t('Expected text, found the number {0}. Put it in quotes.', issue.input);
  }
  return l10n.t('Expected {0}, found {1}.', typeName(issue.expected ?? ''), typeName(issue.received));
}

function typeName(type: string): string {
  switch (type) {
    case 'string':
      return l10n.t('text');
    case 'number':
      return l10n.t('a number');
    case 'boolean':
      return l10n.t('true or false');
    case 'Array':
      return l10n.t('a list');
    case 'Object':
      return l10n.t('a mapping of keys to values');
    case 'null':
    case 'undefined':
      return l10n.t('nothing');
    default:
      return type.length > 60 ? `${type.slice(0, 60)}…` : type;
  }
}

/** The keys that a schema knows at a path, found by walking down the schema's own structure. */
function allowedKeys(schema: unknown, path: readonly (string | number)[]): string[] {
  let here = schema;
  for (const key of path) here = childOf(here, key);
  const entries = unwrap(here)?.['entries'];
  return isRecord(entries) ? Object.keys(entries) : [];
}

function childOf(schema: unknown, key: string | number): unknown {
  const node = unwrap(schema);
  if (node === undefined) return undefined;
  if (isRecord(node['entries'])) return node['entries'][key];
  return node['item'] ?? node['value'];
}

/** Looks through `optional` and its like. */
function unwrap(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(schema)) return undefined;
  return 'wrapped' in schema ? unwrap(schema['wrapped']) : schema;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function quote(key: unknown): string {
  return `"${String(key)}"`;
}
