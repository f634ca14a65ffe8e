/** A place in the code that a text names: where it stands in the text, and what it says. Lines and columns begin at 1. */
export interface CodePlace {
  readonly start: number;
  readonly end: number;
  /** As it is written, absolute or not, without scheme and query; it need not exist. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * Finds paths and the places of stack frames: `src/pay/cart.ts:42:7`, `at foo (/app/src/pay/cart.ts:42:7)`,
 * `File "app/x.py", line 12`, `Cart.java:12`, `x.cs(12,7)`, `C:\app\x.cs:line 42`, `/var/www/x.php on line 12`.
 * A path needs a folder and an extension, a bare name also a line. Web addresses and host names with ports are left alone.
 * Its time grows with the length of the text, whatever the text.
 */
export function findCodePlaces(text: string): readonly CodePlace[] {
  const places: CodePlace[] = [];
  for (const match of text.matchAll(words)) {
    const quoted = match[1];
    const word = quoted ?? match[0];
    if (word.length > longest) continue;
    const start = match.index + (quoted === undefined ? 0 : 1);
    const place = placeOf(word, start, text);
    if (place !== undefined) places.push(place);
  }
  return places;
}

/** A path in a text is not longer; what is longer is data. It bounds the work for each word. */
const longest = 400;

// A word ends at spaces, quotes and brackets, except for what stands in brackets between two slashes: `app/(shop)/page.tsx`.
// A quoted path, as Python writes it, may hold spaces. Every part is bounded or one class of characters, so nothing is read twice.
const words = /"([^"\r\n]{1,400})"(?=, line \d)|(?:[^\s"'`<>|,;()]|(?<=[/\\])\([^\s()/\\]{1,60}\)(?=[/\\]))+/gu;

const located = /^(.+?):(\d{1,7})(?::(\d{1,7}))?(?::in)?[\]}.:!?*]*$/u;

function placeOf(word: string, start: number, text: string): CodePlace | undefined {
  const opening = /^[[{*]+/.exec(word)?.[0].length ?? 0;
  const bare = word.slice(opening);
  const from = start + opening;
  const [, before = trimmed(bare), line, column] = located.exec(bare) ?? [];
  const place = { start: from, end: from + before.length, path: pathOf(before) };
  if (line !== undefined) {
    const end = place.end + 1 + line.length + (column === undefined ? 0 : 1 + column.length);
    return isPath(place.path, 'line') ? { ...place, end, ...lineOf(line, column) } : undefined;
  }
  const [, apartLine, apartColumn] = lineAfter(text, start + word.length, bare) ?? [];
  if (apartLine === undefined) return isPath(place.path, 'no line') ? place : undefined;
  return isPath(place.path, 'line') ? { ...place, ...lineOf(apartLine, apartColumn) } : undefined;
}

/** A word without the punctuation of the sentence around it. A loop, since a pattern at the end of a text is tried at every place of it. */
function trimmed(word: string): string {
  let end = word.endsWith(':line') ? word.length - 5 : word.length;
  while (end > 0 && ']}.:!?*'.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}

function lineOf(line: string, column: string | undefined): { line: number; column?: number } {
  return { line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

const afterWord = /\((\d{1,7})(?:,\s?(\d{1,7}))?\)|"?, line (\d{1,7})| on line (\d{1,7})/y;
const afterColon = / (\d{1,7})/y;

/** The line that stands after a path, in the ways of C#, Python, PHP and .NET. */
function lineAfter(text: string, end: number, word: string): readonly (string | undefined)[] | undefined {
  const pattern = word.endsWith(':line') ? afterColon : afterWord;
  pattern.lastIndex = end;
  const match = pattern.exec(text);
  return match === null ? undefined : [match[0], match[1] ?? match[3] ?? match[4], match[2]];
}

/** The path of what may be an address of a bundler or of a file: `webpack:///./src/x.ts?1f2e`, `file:///app/x.ts`. */
function pathOf(text: string): string {
  const path = text.replace(/^(?:file|webpack|webpack-internal|ng|app):\/\/(?:\/(?=[A-Za-z]:))?/, '');
  const query = path.indexOf('?');
  return query === -1 ? path : path.slice(0, query);
}

/** Extensions that are no top-level domain in common use, so that a bare name with a number is a file and a line, not a host and a port. */
const sourceFile =
  /\.(?:[cm]?[jt]sx?|py|rb|java|kts?|scala|groovy|go|rs|c|h|cpp|hpp|cs|fs|vb|php|swift|sql|ps1|vue|svelte|dart|exs?|erl|hs|lua|clj|ya?ml|json|toml|xml|html|s?css|tf|proto|gradle)$/i;
const extension = /\.[A-Za-z][A-Za-z0-9_]{0,9}$/;
const wellKnown = /[/\\](?:Makefile|Dockerfile|Jenkinsfile|Rakefile|Gemfile|Procfile|Vagrantfile)$/;

function isPath(path: string, has: 'line' | 'no line'): boolean {
  // A colon is left only where the path begins with a drive: `C:\`.
  if (/[*?:]/.test(path.replace(/^[A-Za-z]:(?=[/\\])/, ''))) return false;
  if (!/[/\\]/.test(path)) return has === 'line' && sourceFile.test(path) && /^[\p{L}\p{N}_.$@-]+$/u.test(path);
  if (!extension.test(path) && !wellKnown.test(path)) return false;
  // `example.org/index.html` is a page.
  return has === 'line' || !/^[^./\\][^/\\]*\.[^/\\]*[/\\]/.test(path);
}
