import * as l10n from '@vscode/l10n';
import { visit, type Alias, type Document, type Node, type YAMLMap } from 'yaml';
import type { LinkProblem } from '../domain/linkFile.ts';
import { keyName, ownRange, type Range } from './linkFilePlaces.ts';

/** Something that is wrong with a text as YAML. */
export interface Fault {
  readonly code: 'syntax' | 'duplicate' | 'alias' | 'warning';
  readonly severity: LinkProblem['severity'];
  readonly message: string;
  readonly range: Range;
}

/** What the parser found, and what it leaves to us: keys that stand twice, and aliases that would not end. */
export function faultsOf(document: Document): Fault[] {
  return [
    ...document.errors.map(({ code, message, pos }) => fault('syntax', syntaxMessage(code, message), pos)),
    ...structureFaults(document),
    ...document.warnings.map(({ message, pos }) => fault('warning', l10n.t('YAML: {0}.', message), pos)),
  ];
}

function syntaxMessage(code: string, message: string): string {
  // The parser's own words are for programmers.
  if (code === 'MULTIPLE_DOCS') return l10n.t('A link file is one document. Remove the "---" and what follows it.');
  return l10n.t('This is not valid YAML: {0}.', message);
}

function fault(code: Fault['code'], message: string, range: Range): Fault {
  return { code, message, range, severity: code === 'warning' ? 'warning' : 'error' };
}

/** More aliases (`*name`) than this in one file are an attack or a mistake. */
const mostAliases = 50;

function structureFaults(document: Document): Fault[] {
  const faults: Fault[] = [];
  let aliases = 0;
  visit(document, {
    Map: (_, map) => void faults.push(...duplicates(map)),
    Alias: (_, alias, ancestors) => {
      if (++aliases > mostAliases) {
        const message = l10n.t('There are more than {0} aliases in this file.', mostAliases);
        faults.push(fault('alias', message, ownRange(alias)));
        return visit.BREAK;
      }
      const message = aliasFault(alias, alias.resolve(document), ancestors);
      const isNew = faults.every((known) => known.message !== message);
      if (message !== undefined && isNew) faults.push(fault('alias', message, ownRange(alias)));
      return undefined;
    },
  });
  return faults;
}

function duplicates(map: YAMLMap): Fault[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const name = keyName(key);
    const known = seen.has(name);
    seen.add(name);
    return known
      ? [fault('duplicate', l10n.t('"{0}" stands here twice. Remove one of the two.', name), ownRange(key))]
      : [];
  });
}

function aliasFault({ source }: Alias, target: Node | undefined, ancestors: readonly unknown[]): string | undefined {
  if (target === undefined) return l10n.t('The anchor &{0} does not stand before this alias.', source);
  if (ancestors.includes(target)) return l10n.t('The anchor &{0} holds itself.', source);
  // Aliases within aliases multiply: nine lines of them are a billion values.
  return hasAlias(target) ? l10n.t('The anchor &{0} holds an alias itself. Write it out.', source) : undefined;
}

function hasAlias(node: Node): boolean {
  let found = false;
  visit(node, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}
