/** What emphasises or marks code or a picture, where it opens at the beginning of a word and closes at the end of one. */
const opener = /(?<![^\s(>*_+^~%@!?-])[*_+^~%@!?-](?=\S|$)/g;

/** An address stays whole, so that it becomes a link. */
const address = /https?:\/\/[^\s<>"]+/g;

/** Text as Textile that shows it as it is. Only what would be markup is written as character references. */
export function escapeTextile(text: string): string {
  let escaped = '';
  let end = 0;
  for (const { 0: url, index } of text.matchAll(address)) {
    escaped += escapeWords(text.slice(end, index)) + url;
    end = index + url.length;
  }
  return escaped + escapeWords(text.slice(end));
}

function escapeWords(text: string): string {
  return text
    .replaceAll(/&(?=#?\w+;)/g, '&#38;')
    .replaceAll('<', '&#60;')
    .replaceAll(/":(?=\S|$)/g, '&#34;:')
    .replaceAll(/==|\[\[|\{\{/g, (pair) => reference(pair.charAt(0)) + pair.charAt(1))
    .replaceAll(opener, (mark) => reference(mark));
}

/** What begins a heading, a list, a table, a quote or a rule. */
const start =
  /^([ \t]*)(?:[*#]+(?=[ \t])|\||>|[-*_](?=(?: ?[-*_]){2,}[ \t]*$)|(?:h[1-6]|bq|p|fn\d+|div|table|pre)(?=[^\s.]*\.))/gm;

/** The same for the beginnings of lines, in what is escaped already otherwise. */
export function escapeTextileBlocks(text: string): string {
  return text.replaceAll(start, (whole, indent: string) => {
    const mark = whole.slice(indent.length);
    return indent + reference(mark.charAt(0)) + mark.slice(1);
  });
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
