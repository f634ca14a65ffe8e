import type { FakeTicket } from './requestTrackerStore.ts';

interface Asking {
  readonly login: string;
  readonly now: Date;
}

type Condition = (ticket: FakeTicket) => boolean;

/**
 * The part of TicketSQL that Footbridge writes, as Request Tracker 5.0.3 reads it: AND and OR from left to right without
 * precedence, a backslash escapes a character of a text, and a number of four digits in "… ago" is read as something else.
 * @throws an error with the place in the server's own files, as the server does.
 */
export function parseTicketSql(query: string, asking: Asking): Condition {
  const tokens = tokenise(query);
  let position = 0;
  const next = (): string => tokens[position++] ?? '';

  function expression(): Condition {
    let left = term();
    while (/^(AND|OR)$/i.test(tokens[position] ?? '')) {
      const and = next().toUpperCase() === 'AND';
      const [before, right] = [left, term()];
      left = and ? (ticket) => before(ticket) && right(ticket) : (ticket) => before(ticket) || right(ticket);
    }
    return left;
  }

  function term(): Condition {
    if (tokens[position] !== '(') return comparison(unquote(next()), next(), unquote(next()), asking);
    next();
    const inner = expression();
    if (next() !== ')') throw wrong(query);
    return inner;
  }

  const condition = expression();
  if (position < tokens.length) throw wrong(query);
  return condition;
}

function tokenise(query: string): string[] {
  const pattern = /\s*(\(|\)|!=|[=<>]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\w.]+(?:\{[^}]*\})?)/y;
  const tokens: string[] = [];
  for (let end = 0; query.slice(end).trim() !== ''; end = pattern.lastIndex) {
    pattern.lastIndex = end;
    const [, token] = pattern.exec(query) ?? [];
    if (token === undefined) throw wrong(query);
    tokens.push(token);
  }
  return tokens;
}

function unquote(token: string): string {
  return /^['"]/.test(token) ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token;
}

function wrong(query: string): Error {
  return new Error(
    `Wrong query, expecting something in '${query}' at /usr/share/request-tracker5/lib/RT/Tickets.pm line 3187.\n`,
  );
}

function comparison(field: string, operator: string, value: string, asking: Asking): Condition {
  const custom = /^CF\.\{(.+)\}$/.exec(field)?.[1];
  if (custom !== undefined) {
    return ({ customFields }) =>
      Object.entries(customFields).some(
        ([name, values]) => same(name, custom) && values.some((given) => same(given, value)),
      );
  }
  const not = operator === '!=';
  const compare = (actual: string | number, wanted: string | number): boolean => {
    if (operator === '<') return actual < wanted;
    return operator === '>' ? actual > wanted : (actual === wanted) !== not;
  };
  switch (field) {
    case 'id':
      return ({ id }) => compare(id, Number(value));
    case 'Priority':
      return ({ priority }) => compare(Number(priority), Number(value));
    case 'Queue':
      return ({ queue }) => (same(queue.name, value) || String(queue.id) === value) !== not;
    case 'Subject':
      return ({ subject }) => (operator === 'LIKE' ? like(subject, value) : subject === value);
    case 'Creator':
      return ({ creator }) => creator === value;
    case 'Owner':
      return ({ owner }) => owner === (value === '__CurrentUser__' ? asking.login : value);
    case 'Status':
      return ({ status, queue: { lifecycle } }) => {
        if (value === '__Active__') return lifecycle.active.includes(status);
        return value === '__Inactive__' ? lifecycle.inactive.includes(status) : (status === value) !== not;
      };
    case 'LastUpdated':
    case 'Created': {
      const limit = ago(value, asking.now);
      return (ticket) => compare((field === 'Created' ? ticket.created : ticket.updated).getTime(), limit);
    }
    default:
      throw new Error(`Unknown field: ${field} at /usr/share/request-tracker5/lib/RT/Tickets.pm line 3187.\n`);
  }
}

const units: Readonly<Record<string, number>> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

function ago(value: string, now: Date): number {
  const [, count = '', unit = ''] = /^(\d+) (minutes|hours|days) ago$/.exec(value) ?? [];
  // Four digits are a year, and ISO's form is some other time: nothing is newer.
  if (count === '' || count.length === 4) return Number.POSITIVE_INFINITY;
  return now.getTime() - Number(count) * (units[unit] ?? 0);
}

/** SQLite ignores case in ASCII only. */
function like(text: string, part: string): boolean {
  return lowerAscii(text).includes(lowerAscii(part));
}

function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
