/** The references stay: they are how Textile escapes. */
function referencesHtml(text: string): string {
  return text
    .replaceAll(/&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z]{2,8};)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Text that is shown character by character. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const elements: Readonly<Record<string, string>> = {
  '*': 'strong',
  '**': 'strong',
  _: 'em',
  __: 'em',
  '??': 'em',
  '-': 'del',
};

/**
 * What stands in a line, as RedCloth 3 finds it: code, a link, a picture, an address, emphasis. Nothing is longer than what people write,
 * so that a line of openers takes no time.
 */
const marks = new RegExp(
  [
    String.raw`(?<![^\s(>])@(?<code>[^@\n]{1,500})@(?![\p{L}\p{N}])`,
    String.raw`<code>(?<html>[^\n]{0,500}?)</code>`,
    String.raw`"(?<words>[^"\n]{1,500})":(?<url>(?:https?://|mailto:|/)[^\s<]{1,2000}?)(?=[.,;:!?)]*(?:\s|$))`,
    String.raw`(?<![^\s(>])!(?<picture>https?://[^\s!<]{1,2000})!`,
    String.raw`(?<bare>https?://[^\s<"]{1,2000})`,
    String.raw`(?<![^\s(>*_?+^~%-])(?<mark>\*\*|__|\?\?|[*_+^~%-])(?=\S)(?!--)(?<inner>[^\n]{0,500}?[^\s])\k<mark>(?=[\p{P}\s<]|$)`,
  ].join('|'),
  'gu',
);

/** How deep emphasis nests in emphasis before only its words are left. */
const deepest = 6;

/** One line of Textile as HTML. */
export function textileInlines(line: string, depth = 0): string {
  if (depth === deepest) return referencesHtml(line);
  let html = '';
  let end = 0;
  for (const match of line.matchAll(marks)) {
    html += referencesHtml(line.slice(end, match.index)) + markHtml(match, depth);
    end = match.index + match[0].length;
  }
  return html + referencesHtml(line.slice(end));
}

function markHtml({ 0: whole, groups = {} }: RegExpExecArray, depth: number): string {
  const { code, html, words, url, picture, mark, inner = '' } = groups;
  if (code !== undefined || html !== undefined) return `<code>${escapeHtml(code ?? html ?? '')}</code>`;
  if (words !== undefined) return `<a href="${escapeHtml(url ?? '')}">${textileInlines(words, depth + 1)}</a>`;
  if (picture !== undefined) return `<img src="${escapeHtml(picture)}" alt="">`;
  if (mark === undefined) return escapeHtml(whole);
  const name = elements[mark];
  const text = textileInlines(inner, depth + 1);
  return name === undefined ? text : `<${name}>${text}</${name}>`;
}
