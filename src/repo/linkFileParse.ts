import { isDeepStrictEqual } from 'node:util';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { Connection } from '../domain/connection.ts';
import { proposalSchema } from '../domain/connectionSchema.ts';
import type { LinkFile, LinkProblem } from '../domain/linkFile.ts';
import { describeIssue } from '../domain/schemaIssue.ts';
import type { Service } from '../domain/service.ts';
import { ticketLinks, type DeclaredConnection, type SelectorKind, type Tell } from './linkFileLinks.ts';
import { linkFileSchema, serviceSchema } from './linkFileSchema.ts';
import { readYaml, type YamlSource } from './linkFileYaml.ts';

export interface LinkFileContext {
  /** The kinds of backend, with what selects a service's tickets in each: the registry. */
  readonly kinds: readonly SelectorKind[];
  /** The user's own connections. A link file may refer to them. */
  readonly connections: readonly Connection[];
}

/**
 * Reads the text of a link file. A service or connection with an error is left out and the others stay in use; of a service with a
 * broken link, that link is left out. All that is wrong is told, with its place.
 *
 * A link to a connection that nobody has stays, with its selectors as they are written: they cannot be checked before the connection is
 * known. So the file is read again when the user's connections change.
 */
export function parseLinkFile(text: string, context: LinkFileContext): LinkFile {
  const source = readYaml(text.replace(/^\uFEFF/, ''));
  const problems: LinkProblem[] = [...source.problems];
  const tell: Tell = (severity, message, place) => {
    if (problems.length >= mostProblems) return;
    const problem = { severity, message, ...source.rangeOf(place) };
    // What an anchor holds is checked wherever it is used, and is wrong once.
    if (problems.every((told) => told.message !== message || !isDeepStrictEqual(told.start, problem.start)))
      problems.push(problem);
  };
  tellSchema(source, context, tell);
  const proposed = connectionsOf(source, context, tell);
  const services = servicesOf(source, context, tell);
  return {
    links: { services, proposed },
    problems: problems.sort((a, b) => a.start.line - b.start.line || a.start.column - b.start.column),
  };
}

/** Nobody reads on after so many. */
const mostProblems = 100;

function tellSchema(source: YamlSource, { kinds }: LinkFileContext, tell: Tell): void {
  // After an error of syntax the rest is a guess, and what a schema says of it would be noise.
  if (!source.isSound) return;
  if (source.value === undefined) {
    tell('error', l10n.t('The link file is empty. Begin with "version: 1" and a list of "services".'), {
      path: [],
      at: 'value',
    });
    return;
  }
  const schema = linkFileSchema(kinds.map(({ kind }) => kind));
  for (const issue of v.safeParse(schema, source.value).issues ?? []) {
    const { message, ...place } = describeIssue(schema, issue);
    tell('error', message, place);
  }
}

function connectionsOf(source: YamlSource, { kinds }: LinkFileContext, tell: Tell): Connection[] {
  const schema = proposalSchema(kinds.map(({ kind }) => kind));
  const usable = usableEntries(source, 'connections', schema);
  return withUniqueNames(
    usable,
    ({ alias }) => alias,
    (alias, index) =>
      tell('error', l10n.t('The alias {0} is in use already. Give each connection its own.', alias), {
        path: ['connections', index, 'alias'],
        at: 'value',
      }),
  ).map(({ entry }) => entry);
}

function servicesOf(source: YamlSource, context: LinkFileContext, tell: Tell): Service[] {
  const usable = usableEntries(source, 'services', serviceSchema);
  return withUniqueNames(
    usable,
    ({ name }) => name,
    (name, index) =>
      tell('error', l10n.t('There is a service {0} already. Give each service its own name.', name), {
        path: ['services', index, 'name'],
        at: 'value',
      }),
  ).map(({ entry, index }) => ({
    ...entry,
    tickets: ticketLinks(entry.tickets, {
      ...context,
      declared: declaredIn(source),
      path: ['services', index, 'tickets'],
      tell,
    }),
    source: '.footbridge.yml',
  }));
}

interface Usable<T> {
  readonly entry: T;
  readonly index: number;
}

/** The entries of a list that were read as they were written and are what they should be. */
function usableEntries<S extends v.GenericSchema>(
  source: YamlSource,
  key: 'connections' | 'services',
  schema: S,
): Usable<v.InferOutput<S>>[] {
  return listIn(source, key).flatMap((written, index) => {
    const parsed = v.safeParse(schema, written);
    return parsed.success && source.isIntact([key, index]) ? [{ entry: parsed.output, index }] : [];
  });
}

const listsSchema = v.object({
  // Another version of the format may mean something else by the same words.
  version: v.optional(v.literal(1)),
  connections: v.fallback(v.array(v.unknown()), []),
  services: v.fallback(v.array(v.unknown()), []),
});

function listIn({ value }: YamlSource, key: 'connections' | 'services'): readonly unknown[] {
  const parsed = v.safeParse(listsSchema, value);
  return parsed.success ? parsed.output[key] : [];
}

/** The connections as the file writes them, also those that are broken and told as such. */
function declaredIn(source: YamlSource): DeclaredConnection[] {
  const schema = v.object({ alias: v.string(), kind: v.fallback(v.string(), '') });
  return listIn(source, 'connections').flatMap((entry) => {
    const parsed = v.safeParse(schema, entry);
    return parsed.success ? [parsed.output] : [];
  });
}

function withUniqueNames<T>(
  entries: readonly Usable<T>[],
  nameOf: (entry: T) => string,
  tellTwice: (name: string, index: number) => void,
): Usable<T>[] {
  const seen = new Set<string>();
  return entries.filter(({ entry, index }) => {
    const name = nameOf(entry);
    // Names that differ in case alone would be one service to a reader.
    const known = seen.has(name.toLowerCase());
    if (known) tellTwice(name, index);
    seen.add(name.toLowerCase());
    return !known;
  });
}
