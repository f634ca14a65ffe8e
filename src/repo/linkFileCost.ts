import { Lexer } from 'yaml';

const mostTokens = 100_000;
const deepest = 40;
const widestIndent = /^ {100}/;

/**
 * Whether a text is no more than what the parser of yaml 2.9 reads in a moment. It needs time in the square of a file's depth: a
 * hostile one of 500 kB keeps it busy for a minute, and with it the editor. Its lexer is quick on everything.
 */
export function isCheapToParse(text: string): boolean {
  let tokens = 0;
  let flow = 0;
  let onThisLine = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (token === '-' || token === '?' || token === ':') onThisLine++;
    else if (token === '\n' || token === '\r\n') onThisLine = 0;
    if (++tokens > mostTokens || flow > deepest || onThisLine > deepest || widestIndent.test(token)) return false;
  }
  return true;
}
