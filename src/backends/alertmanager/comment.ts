import * as v from 'valibot';

/** A text in the comment of a silence, below what the silence was made with. */
export interface Remark {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly kind: 'note' | 'change';
  /** What it is of, e.g. a commit, so that it is written once. */
  readonly marker?: string;
  /** Markdown. */
  readonly text: string;
}

const headSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    id: v.string(),
    at: v.pipe(v.string(), v.isoTimestamp()),
    by: v.string(),
    kind: v.picklist(['note', 'change']),
    marker: v.exactOptional(v.string()),
  }),
);

/** Each remark begins with a line that says whose it is: Alertmanager keeps one text for each silence, and no more. */
const headLine = /^\[footbridge (\{.*\})\]$/;
/** A line of a text that looks like one, with as many backslashes before it as it was escaped with. */
const lookalike = /^\\*\[footbridge /;

export function withRemark(comment: string, { text, ...head }: Remark): string {
  const lines = text.split('\n').map((line) => (lookalike.test(line) ? `\\${line}` : line));
  return [...(comment === '' ? [] : [comment]), `[footbridge ${JSON.stringify(head)}]`, ...lines].join('\n');
}

/** What a silence was made with, and what was added to it. A line that only looks like a head belongs to the text that it stands in. */
export function readComment(comment: string): { readonly text: string; readonly remarks: readonly Remark[] } {
  const parts: { readonly head?: v.InferOutput<typeof headSchema>; readonly lines: string[] }[] = [{ lines: [] }];
  for (const line of comment.split('\n')) {
    const head = v.safeParse(headSchema, headLine.exec(line)?.[1]);
    if (head.success) parts.push({ head: head.output, lines: [] });
    else
      parts
        .at(-1)
        ?.lines.push(parts.length > 1 && line.startsWith('\\') && lookalike.test(line) ? line.slice(1) : line);
  }
  return {
    text: parts[0]?.lines.join('\n').trim() ?? '',
    remarks: parts.flatMap(({ head, lines }) => (head === undefined ? [] : [{ ...head, text: lines.join('\n') }])),
  };
}
