import { isAlias, isMap, isNode, isSeq, isScalar, type Document } from 'yaml';
import type { SchemaIssue } from '../domain/schemaIssue.ts';

/** A place in a YAML text by what it means. */
export type Place = Pick<SchemaIssue, 'path' | 'at'>;

/** A place by its characters. */
export type Range = readonly [from: number, to: number];

/** Where a place stands. What has no text of its own (a key without a value) is shown at its key, what is missing at the first key beside it. */
export function rangeOf(document: Document, { path, at }: Place): Range {
  if (at === 'missing') return firstKey(entryAt(document, path.slice(0, -1)).value);
  const { key, value } = entryAt(document, path);
  const range = ownRange(at === 'key' && key !== undefined ? key : value);
  return range[0] === range[1] && key !== undefined ? ownRange(key) : range;
}

/** The characters of a node, without the comments and the space behind it. */
export function ownRange(node: unknown): Range {
  const range = isNode(node) ? node.range : undefined;
  return range ? [range[0], range[1]] : [0, 0];
}

/** A key as it is named in the data. */
export function keyName(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

interface YamlEntry {
  readonly key?: unknown;
  readonly value: unknown;
}

function entryAt(document: Document, path: Place['path']): YamlEntry {
  let entry: YamlEntry = { value: document.contents };
  for (const step of path) {
    const node = isAlias(entry.value) ? entry.value.resolve(document) : entry.value;
    if (isMap(node)) {
      // Of two with one name the data has the last.
      const pair = node.items.findLast(({ key }) => keyName(key) === String(step));
      if (pair === undefined) return entry;
      entry = { key: pair.key, value: pair.value };
    } else if (isSeq(node) && typeof step === 'number') entry = { value: node.items[step] };
    else return entry;
  }
  return entry;
}

function firstKey(node: unknown): Range {
  const key = isMap(node) ? node.items[0]?.key : undefined;
  return ownRange(key ?? node);
}
