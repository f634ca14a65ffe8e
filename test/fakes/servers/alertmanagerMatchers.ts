export type Labels = Readonly<Record<string, string>>;

export interface FakeMatcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

/** FNV-1a of 64 bits over the sorted labels (prometheus/common, model/signature.go), with a byte that no UTF-8 has between the parts. */
export function fingerprintOf(labels: Labels): string {
  let hash = 0xcbf29ce484222325n;
  const add = (byte: number): void => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  };
  for (const name of Object.keys(labels).toSorted()) {
    for (const part of [name, labels[name] ?? '']) {
      for (const byte of Buffer.from(part)) add(byte);
      add(0xff);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

export function holds({ name, value, isRegex, isEqual }: FakeMatcher, labels: Labels): boolean {
  const actual = labels[name] ?? '';
  return (isRegex ? new RegExp(`^(?:${value})$`, 's').test(actual) : actual === value) === isEqual;
}

/** `labels.ParseMatcher` of 0.25: a classic name, an operator, and a value with or without quotes. Undefined: "bad matcher format". */
export function parseMatcher(text: string): FakeMatcher | undefined {
  const [, name, operator, raw] = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*(.*?)\s*$/s.exec(text) ?? [];
  if (name === undefined || operator === undefined || raw === undefined) return undefined;
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(raw)?.[1];
  if (quoted === undefined && raw.includes('"')) return undefined;
  const value = (quoted ?? raw).replaceAll(/\\(["n\\])/g, (_, escape: string) => (escape === 'n' ? '\n' : escape));
  return { name, value, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') };
}

/** Silences are filtered as if their matchers were labels. */
export function matchersAsLabels(matchers: readonly FakeMatcher[]): Labels {
  return Object.fromEntries(matchers.map(({ name, value }) => [name, value]));
}
