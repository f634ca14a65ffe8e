import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { describeIssue } from './schemaIssue.ts';

/** How a connection, a channel and the like are named. */
export const aliasPattern = /^[a-z][a-z0-9-]*$/;

/**
 * A connection as a link file proposes it: what may be shared. It has no place for a secret, nor for a file of one machine. The
 * address comes out without a slash at its end.
 * @param kinds the kinds that the registry has. The git desk is not among those to choose: it needs no connection.
 */
export function proposalSchema(kinds: readonly string[]) {
  return v.objectWithRest(sharedEntries(kinds), v.never());
}

/** A connection as its user writes it, in the settings or in the command line's file. */
export function connectionSchema(kinds: readonly string[]) {
  return v.objectWithRest({ ...sharedEntries(kinds), ...ownEntries }, v.never());
}

const ownEntries = {
  caFile: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
  clientCertificate: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
};

function sharedEntries(kinds: readonly string[]) {
  const connectable = kinds.filter((kind) => kind !== 'git');
  return {
    alias: v.pipe(
      v.string(),
      v.regex(aliasPattern, () => l10n.t('An alias has lower-case letters, digits and "-", and begins with a letter.')),
      v.notValue('git', () => l10n.t('The alias "git" is the git desk\'s own. Choose another one.')),
      v.metadata({
        description: 'The name of this connection: lower-case letters, digits and `-`. Services refer to it.',
        examples: ['helpdesk'],
      }),
    ),
    kind: v.pipe(
      v.picklist(connectable, (issue) => kindMessage(issue.received, connectable)),
      v.metadata({ description: 'The product behind the address.' }),
    ),
    url: v.pipe(
      v.string(),
      v.metadata({
        description: 'The address of the instance, with the path it is served under. Without user name or password.',
        examples: ['https://rt.example.org'],
        pattern: '^https?://',
      }),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        const problem = addressProblem(dataset.value);
        if (problem === undefined) return normalAddress(dataset.value);
        addIssue({ message: problem });
        return NEVER;
      }),
    ),
    account: v.exactOptional(
      v.pipe(
        v.string(),
        v.nonEmpty(),
        v.metadata({
          description:
            'The login or e-mail address, where several accounts of one instance are in use or the sign-in needs it. Never a password.',
        }),
      ),
    ),
  };
}

function kindMessage(received: string, kinds: readonly string[]): string {
  return received === '"git"'
    ? l10n.t('The git desk needs no connection: a service refers to it as "git".')
    : l10n.t('{0} is not a kind of backend that Footbridge knows. Known: {1}.', received, kinds.join(', '));
}

function addressProblem(text: string): string | undefined {
  if (!URL.canParse(text))
    return l10n.t('This is not an address. It begins with https://, for example https://rt.example.org.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return l10n.t('Only https:// and http:// addresses can be used.');
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/?#]*@/.test(text)) {
    return l10n.t('An address must not hold a user name or a password. Remove what stands before the "@".');
  }
  if (url.search !== '' || url.hash !== '')
    return l10n.t('An address ends with its path. Remove what follows "?" or "#".');
  return undefined;
}

function normalAddress(text: string): string {
  const url = new URL(text);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

export interface ParsedConnections {
  /** Those that can be used. */
  readonly connections: readonly Connection[];
  /** What is wrong with the others, each a message that names the entry and the field. */
  readonly problems: readonly string[];
}

/**
 * The connections of a setting or a file. One that is broken does not take the others with it.
 * @param value what was read: nothing (`undefined` or `null`) or a list.
 */
export function parseConnections(value: unknown, kinds: readonly { readonly kind: string }[]): ParsedConnections {
  if (value === undefined || value === null) return { connections: [], problems: [] };
  if (!Array.isArray(value))
    return { connections: [], problems: [l10n.t('Connections are a list of {alias, kind, url}.')] };
  const schema = connectionSchema(kinds.map(({ kind }) => kind));
  const connections: Connection[] = [];
  const problems: string[] = [];
  for (const [index, entry] of value.entries()) {
    const parsed = v.safeParse(schema, entry);
    if (!parsed.success) problems.push(...problemsOf(schema, parsed.issues, entryName(entry, index)));
    else if (connections.some(({ alias }) => alias === parsed.output.alias))
      problems.push(l10n.t('{0}: the alias is in use already. Give each connection its own.', entryName(entry, index)));
    else connections.push(parsed.output);
  }
  return { connections, problems };
}

function problemsOf(schema: unknown, issues: readonly v.BaseIssue<unknown>[], entry: string): string[] {
  return issues.map((issue) => {
    const { message, path, at } = describeIssue(schema, issue);
    return at === 'value' && path.length > 0 ? `${entry}, ${path.join('.')}: ${message}` : `${entry}: ${message}`;
  });
}

/** `connection 2 (helpdesk)` */
function entryName(entry: unknown, index: number): string {
  const { success, output } = v.safeParse(v.object({ alias: v.string() }), entry);
  return success ? l10n.t('connection {0} ({1})', index + 1, output.alias) : l10n.t('connection {0}', index + 1);
}
