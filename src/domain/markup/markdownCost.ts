/**
 * Above these, mdast-util-from-markdown takes seconds for a few kilobytes: its time grows with the square or the cube of
 * them. Nobody writes such a text for a reader: quotes and lists nested a hundred deep, a thousand asterisks.
 */
const most = { containers: 16, indent: 100, runs: 800, brackets: 40 };

/** Whether a text can be parsed in time that grows with its length. */
export function isCheapToParse(text: string): boolean {
  return isEvenlyMarked(text) && !text.split(/\r\n?|\n/).some(nestsDeeply);
}

/** Emphasis may begin or end at each run of its characters, an image at each bracket: the parser tries them against each other. */
function isEvenlyMarked(text: string): boolean {
  let runs = 0;
  let brackets = 0;
  let previous = '';
  for (const char of text) {
    if ((char === '*' || char === '_' || char === '~') && char !== previous) runs += 1;
    else if (char === '[') brackets += 1;
    else if (char === ']') brackets = Math.max(0, brackets - 1);
    else if (char === '\n' && previous === '\n') brackets = 0;
    if (runs > most.runs || brackets > most.brackets) return false;
    previous = char;
  }
  return true;
}

const marker = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))/y;
/** A line of dashes looks like the markers of nested lists, and is not. */
const rule = /^[ \t>]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;

function nestsDeeply(line: string): boolean {
  let containers = 0;
  let end = 0;
  marker.lastIndex = 0;
  while (containers <= most.containers && marker.test(line)) {
    containers += 1;
    end = marker.lastIndex;
  }
  if (containers === 0) return false;
  return (containers > most.containers || end > most.indent) && !rule.test(line);
}
