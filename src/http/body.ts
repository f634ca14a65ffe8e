/** What an answer carries, by its content type and by looking: servers and the proxies before them are not always right about it. */
export type Body =
  | { readonly type: 'empty' }
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'html' }
  /** It should have been JSON, and is not: what came was cut off on its way. */
  | { readonly type: 'broken' };

export function readBody(contentType: string, text: string): Body {
  const trimmed = text.trim();
  if (trimmed === '') return { type: 'empty' };
  if (/\bhtml\b/i.test(contentType) || /^<(!doctype\s+html|html|head|body)\b/i.test(trimmed)) return { type: 'html' };
  try {
    return { type: 'json', value: JSON.parse(trimmed) };
  } catch {
    return /\bjson\b/i.test(contentType) && /^[[{"]/.test(trimmed)
      ? { type: 'broken' }
      : { type: 'text', text: trimmed };
  }
}

const longest = 300;

/** What a server says about a failure, for a person to read; undefined if it says nothing that a person can. */
export function messageIn(body: Body): string | undefined {
  switch (body.type) {
    case 'json':
      return shorten(textIn(body.value));
    case 'text':
      return shorten(body.text);
    case 'html':
    case 'empty':
    case 'broken':
      return undefined;
    default:
      return body satisfies never;
  }
}

// Each product has its own place for it: `message` (Request Tracker), `errorMessages` (Jira), `error.message` (PagerDuty, and ServiceNow
// with the cause in `error.detail`), a list, a string.
function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textIn).filter(Boolean).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const fields = new Map<string, unknown>(Object.entries(value));
  return ['message', 'error', 'errorMessage', 'errorMessages', 'errors', 'detail']
    .map((name) => textIn(fields.get(name)))
    .filter(Boolean)
    .join(' ');
}

function shorten(text: string): string | undefined {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line === '') return undefined;
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
