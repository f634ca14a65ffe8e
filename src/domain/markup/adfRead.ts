/** A node as it was received, with every part of the right type. */
export interface Adf {
  readonly type: string;
  readonly text: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly marks: readonly { readonly type: string; readonly attrs: Readonly<Record<string, unknown>> }[];
  readonly content: readonly Adf[];
}

/** How deep nodes nest before the rest is left out: an editor makes no such document. */
const maximumDepth = 40;

/** What a server sent as a document: tolerant, since new nodes come without notice. A bare string is its text. */
export function readAdf(value: unknown, depth = 0): Adf {
  if (typeof value === 'string') return { ...empty, type: 'doc', content: [{ ...empty, type: 'text', text: value }] };
  const fields = record(value);
  const { type, text, marks, content } = fields;
  return {
    type: typeof type === 'string' ? type : '',
    text: typeof text === 'string' ? text : '',
    attrs: record(fields['attrs']),
    marks: list(marks).map((mark) => {
      const { type: name, attrs } = record(mark);
      return { type: typeof name === 'string' ? name : '', attrs: record(attrs) };
    }),
    content: depth > maximumDepth ? [] : list(content).map((child) => readAdf(child, depth + 1)),
  };
}

const empty: Adf = { type: '', text: '', attrs: {}, marks: [], content: [] };

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
