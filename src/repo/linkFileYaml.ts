import * as l10n from '@vscode/l10n';
import { LineCounter, parseDocument } from 'yaml';
import type { LinkProblem } from '../domain/linkFile.ts';
import { isCheapToParse } from './linkFileCost.ts';
import { faultsOf, type Fault } from './linkFileFaults.ts';
import { rangeOf, type Place, type Range } from './linkFilePlaces.ts';

/** A YAML text as plain data that still knows where everything stood. */
export interface YamlSource {
  /** Undefined where the text is empty or nothing of it can be used. */
  readonly value: unknown;
  /** What is wrong with the text as YAML. */
  readonly problems: readonly LinkProblem[];
  /** Whether the values are what was meant, apart from duplicate keys. After an error of syntax they are a guess. */
  readonly isSound: boolean;
  /** Whether this value was read as its author wrote it. */
  isIntact(path: Place['path']): boolean;
  /** Where a place stands in the text. */
  rangeOf(place: Place): Pick<LinkProblem, 'start' | 'end'>;
}

const mostProblems = 20;

export function readYaml(text: string): YamlSource {
  if (!isCheapToParse(text)) return unread(l10n.t('This file is too large or too deeply nested.'));
  const lines = new LineCounter();
  // Its own look for duplicate keys takes minutes for a large map, and stops at the first.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const faults = faultsOf(document);
  const inText = ([from, to]: Range) => ({ start: position(lines, from), end: position(lines, to) });
  const isSound = faults.every(({ code }) => code !== 'syntax' && code !== 'alias');
  return {
    value: faults.some(({ code }) => code === 'alias') ? undefined : valueOf(document),
    problems: firstOnEachLine(faults.map((fault) => ({ ...fault, ...inText(fault.range) })))
      .slice(0, mostProblems)
      .map(({ message, severity, start, end }) => ({ message, severity, start, end })),
    isSound,
    isIntact: (path) => isIntact(rangeOf(document, { path, at: 'value' }), faults),
    rangeOf: (place) => inText(rangeOf(document, place)),
  };
}

/** The parser stumbles on over what follows an error. What it says of the same line after the first one helps nobody. */
function firstOnEachLine<T extends Pick<Fault, 'code'> & Pick<LinkProblem, 'start'>>(faults: readonly T[]): T[] {
  const lines = new Set<number>();
  return faults.filter(({ code, start: { line } }) => {
    const isLater = code === 'syntax' && lines.has(line);
    lines.add(line);
    return !isLater;
  });
}

const nowhere = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

function unread(message: string): YamlSource {
  const problems = [{ message, severity: 'error', ...nowhere }] as const;
  return { value: undefined, problems, isSound: false, isIntact: () => false, rangeOf: () => nowhere };
}

function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  // The faults have counted the aliases.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  return value ?? undefined;
}

function position(lines: LineCounter, offset: number): LinkProblem['start'] {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(0, line - 1), column: Math.max(0, col - 1) };
}

function isIntact([from, to]: Range, faults: readonly Fault[]): boolean {
  return faults.every(({ code, range: [at] }) => {
    if (code === 'syntax') return at > to;
    return code === 'warning' || at < from || at >= to;
  });
}
