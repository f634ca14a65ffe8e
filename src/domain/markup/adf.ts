/**
 * A node of the Atlassian Document Format, as Jira Cloud keeps rich text (developer.atlassian.com/cloud/jira/platform/apis/document/structure).
 * What is written is valid against the vendor's `adf-v1-full.schema.json`.
 */
export interface AdfNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly AdfNode[];
  readonly text?: string;
  readonly marks?: readonly AdfMark[];
}

export interface AdfMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

export interface AdfDocument extends AdfNode {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

export function textNode(text: string, marks: readonly AdfMark[] = []): AdfNode[] {
  if (text === '') return [];
  return [marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks }];
}

export function paragraph(content: readonly AdfNode[]): AdfNode {
  return { type: 'paragraph', content };
}
