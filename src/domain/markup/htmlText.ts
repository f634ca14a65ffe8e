/** Above these, converting can take seconds: its time grows with the square of the tags and with their depth times the length. */
const most = { length: 128 * 1024, tags: 5000, depth: 128 };

const tag = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*?(\/?)>/gi;
/** Elements that hold nothing, and those whose end is left out so often that counting them would say nothing. */
const flat = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option'.split(
    ' ',
  ),
);

/** Whether HTML can be converted in time that nobody notices, and without running out of stack. */
export function isCheapToConvert(html: string): boolean {
  if (html.length > most.length) return false;
  let depth = 0;
  let tags = 0;
  for (const [, end, name = '', empty] of html.matchAll(tag)) {
    tags += 1;
    if (tags > most.tags) return false;
    if (flat.has(name.toLowerCase()) || empty === '/') continue;
    depth = end === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > most.depth) return false;
  }
  return true;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** The text of HTML, found in one pass and without a tree. What looks like a tag is none of it. */
export function textOfHtml(html: string): string {
  return html
    .replaceAll(/<!--[^]*?(?:-->|$)|<(script|style|template|title|textarea|noscript)\b[^]*?(?:<\/\1\s*>|$)/gi, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(?:br|\/?(?:p|div|li|tr|h[1-6]|blockquote|pre|table|ul|ol))\b[^<>]*>/gi, '\n')
    .replaceAll(/<[/!?a-z][^<>]*>/gi, '')
    .replaceAll(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) =>
        name === undefined
          ? character(Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10), whole)
          : (entities[name.toLowerCase()] ?? whole),
    )
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function character(code: number, whole: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
