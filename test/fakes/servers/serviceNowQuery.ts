import type { Row, SnowUser } from './serviceNowSite.ts';

/** How a query reads a column of a row; undefined where the table has no such column. */
export type ColumnReader = (row: Row, column: string) => string | undefined;

export interface QueryContext {
  readonly read: ColumnReader;
  readonly hasColumn: (column: string) => boolean;
  readonly user: SnowUser;
  readonly now: Date;
  /** What was ignored, as an instance does with what it cannot read. */
  readonly ignored: (part: string) => void;
}

type Test = (row: Row) => boolean;

/** Runs an encoded query: `^` and, `^OR` or with the condition before, `^NQ` a new query; conditions that make no sense are ignored. */
export function runQuery(rows: readonly Row[], query: string, context: QueryContext): Row[] {
  const orders = [...query.matchAll(/(?:^|\^)ORDERBY(DESC)?([a-z_.]+)/g)];
  const groups = query
    .replaceAll(/(?:^|\^)ORDERBY(?:DESC)?[a-z_.]+/g, '')
    .split('^NQ')
    .map((group) => groupTest(group, context));
  const found = rows.filter((row) => groups.some((test) => test(row)));
  for (const [, descending, column = ''] of orders.toReversed()) {
    const sign = descending === undefined ? 1 : -1;
    found.sort((a, b) => sign * compare(a[column] ?? '', b[column] ?? ''));
  }
  return found;
}

function groupTest(group: string, context: QueryContext): Test {
  const all: { readonly any: Test[]; readonly rank: number }[] = [];
  for (const part of group.split('^').filter(Boolean)) {
    const isOr = part.startsWith('OR') && all.length > 0;
    const test = conditionTest(isOr ? part.slice(2) : part, context);
    if (test === undefined) context.ignored(part);
    else if (isOr) all.at(-1)?.any.push(test);
    else all.push({ any: [test], rank: part.startsWith('sys_id') ? 0 : part.includes('.') ? 2 : 1 });
  }
  // As a database does: what finds few comes first, a path of references takes its time.
  all.sort((a, b) => a.rank - b.rank);
  return (row) => all.every(({ any }) => any.some((test) => test(row)));
}

function conditionTest(part: string, context: QueryContext): Test | undefined {
  const match = /^([a-z][a-z0-9_.]*)(ISEMPTY|ISNOTEMPTY|IN|LIKE|STARTSWITH|!=|>=|<=|=|>|<)([^]*)$/.exec(part);
  const [, column = '', operator = '', text = ''] = match ?? [];
  if (match === null || !context.hasColumn(column)) return undefined;
  const value = text.startsWith('javascript:') ? computed(text, context) : text;
  if (value === undefined) return undefined;
  const wanted = value.toLowerCase();
  const read = reader(column, context);
  if (operator === 'IN') {
    const list = new Set(wanted.split(','));
    return (row) => list.has(read(row));
  }
  return (row) => holds(read(row), operator, wanted);
}

/** Reads a column; what a path of references leads to is looked up once for each reference. */
function reader(column: string, context: QueryContext): (row: Row) => string {
  const [first = '', ...rest] = column.split('.');
  if (rest.length === 0) return (row) => (row[column] ?? '').toLowerCase();
  const known = new Map<string, string>();
  return (row) => {
    const reference = row[first];
    const value = reference === undefined ? undefined : known.get(reference);
    if (value !== undefined) return value;
    const read = (context.read(row, column) ?? '').toLowerCase();
    if (reference !== undefined) known.set(reference, read);
    return read;
  };
}

function holds(is: string, operator: string, wanted: string): boolean {
  switch (operator) {
    case 'ISEMPTY':
      return is === '';
    case 'ISNOTEMPTY':
      return is !== '';
    case 'LIKE':
      return is.includes(wanted);
    case 'STARTSWITH':
      return is.startsWith(wanted);
    case '=':
      return is === wanted;
    case '!=':
      return is !== wanted;
    case '>=':
      return compare(is, wanted) >= 0;
    case '<=':
      return compare(is, wanted) <= 0;
    case '>':
      return compare(is, wanted) > 0;
    default:
      return compare(is, wanted) < 0;
  }
}

function computed(script: string, { user, now }: QueryContext): string | undefined {
  if (script === 'javascript:gs.getUserName()') return user.user_name;
  if (script === 'javascript:gs.getUserID()') return user.sys_id;
  const minutes = /^javascript:gs\.minutesAgoStart\((\d+)\)$/.exec(script)?.[1];
  if (minutes === undefined) return undefined;
  return stampOf(new Date(Math.floor((now.getTime() - Number(minutes) * 60_000) / 60_000) * 60_000));
}

function compare(a: string, b: string): number {
  const numbers = /^-?\d+$/.test(a) && /^-?\d+$/.test(b) && a.length < 16 && b.length < 16;
  if (numbers) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Times are kept in UTC, in whole seconds. */
export function stampOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
