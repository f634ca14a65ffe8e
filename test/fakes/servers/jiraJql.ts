import type { FakeIssue } from './jiraStore.ts';

type Condition = (issue: FakeIssue) => boolean;

export interface ParsedJql {
  readonly matches: Condition;
  readonly compare: (a: FakeIssue, b: FakeIssue) => number;
}

export interface JqlAsking {
  readonly login: string;
  readonly now: Date;
  readonly isIssue: (id: string) => boolean;
  /** Cloud refuses a query without a condition. */
  readonly mustBeBounded: boolean;
}

/** JQL as far as Footbridge writes it. @throws with Jira's own words for what it would refuse. */
export function parseJql(jql: string, asking: JqlAsking): ParsedJql {
  const [, where = '', order = ''] = /^([^]*?)(?:\bORDER BY\b([^]*))?$/i.exec(jql) ?? [];
  const tokens = tokensOf(where);
  if (tokens.length === 0 && asking.mustBeBounded) {
    throw new Error('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  }
  const matches = tokens.length === 0 ? () => true : new JqlReader(tokens, asking).whole();
  const sorts = order.split(',').map((part) => part.trim().split(/\s+/));
  return {
    matches,
    compare: (a, b) => {
      for (const [field = '', direction = 'ASC'] of sorts) {
        const sign = direction.toUpperCase() === 'DESC' ? -1 : 1;
        const difference = sortValue(a, field) - sortValue(b, field);
        if (difference !== 0) return sign * difference;
      }
      return Number(b.id) - Number(a.id);
    },
  };
}

function sortValue(issue: FakeIssue, field: string): number {
  if (field === 'updated') return issue.updated.getTime();
  if (field === 'created') return issue.created.getTime();
  return field === 'id' || field === 'key' ? Number(issue.id) : 0;
}

function tokensOf(text: string): string[] {
  const pattern = /\s*("(?:\\.|[^"\\])*"|[(),]|!=|>=|=|[\w.\-+]+(?:\(\))?)/gy;
  const tokens: string[] = [];
  for (let end = 0; text.slice(end).trim() !== ''; end = pattern.lastIndex) {
    pattern.lastIndex = end;
    const token = pattern.exec(text)?.[1];
    if (token === undefined) throw new Error(`Error in the JQL Query: The character at ${end} is not allowed here.`);
    tokens.push(token);
  }
  return tokens;
}

class JqlReader {
  readonly #tokens: readonly string[];
  readonly #asking: JqlAsking;
  #at = 0;

  constructor(tokens: readonly string[], asking: JqlAsking) {
    this.#tokens = tokens;
    this.#asking = asking;
  }

  whole(): Condition {
    const condition = this.#or();
    if (this.#at < this.#tokens.length) throw new Error(`Error in the JQL Query: Expecting either 'OR' or 'AND'.`);
    return condition;
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  #is(word: string): boolean {
    if ((this.#tokens[this.#at] ?? '').toUpperCase() !== word) return false;
    this.#at++;
    return true;
  }

  #or(): Condition {
    const parts = [this.#and()];
    while (this.#is('OR')) parts.push(this.#and());
    return (issue) => parts.some((part) => part(issue));
  }

  #and(): Condition {
    const parts = [this.#clause()];
    while (this.#is('AND')) parts.push(this.#clause());
    return (issue) => parts.every((part) => part(issue));
  }

  #clause(): Condition {
    if (this.#is('(')) {
      const inside = this.#or();
      if (!this.#is(')')) throw new Error("Error in the JQL Query: Expecting ')'.");
      return inside;
    }
    const field = unquote(this.#next());
    if (!known.test(field))
      throw new Error(`Field '${field}' does not exist or you do not have permission to view it.`);
    if (this.#is('IS')) {
      const not = this.#is('NOT');
      if (!this.#is('EMPTY')) throw new Error('Error in the JQL Query: EMPTY is expected.');
      return (issue) => (valuesOf(issue, field).length === 0) !== not;
    }
    const not = this.#is('NOT');
    if (not || (this.#tokens[this.#at] ?? '').toUpperCase() === 'IN') {
      if (!this.#is('IN') || !this.#is('(')) throw new Error("Error in the JQL Query: Expecting 'IN ('.");
      const wanted: string[] = [];
      do wanted.push(this.#value(field));
      while (this.#is(','));
      if (!this.#is(')')) throw new Error("Error in the JQL Query: Expecting ')'.");
      return (issue) => valuesOf(issue, field).some((value) => wanted.includes(value)) !== not;
    }
    const operator = this.#next();
    const value = this.#value(field);
    if (operator === '>=') return this.#since(field, value);
    if (operator !== '=' && operator !== '!=') throw new Error(`Error in the JQL Query: '${operator}' is no operator.`);
    return (issue) => valuesOf(issue, field).includes(value) === (operator === '=');
  }

  #value(field: string): string {
    const value = unquote(this.#next());
    if (value === 'currentUser()') return this.#asking.login;
    if (field === 'id' && !this.#asking.isIssue(value)) {
      throw new Error(`An issue with key '${value}' does not exist for field 'id'.`);
    }
    return value.toLowerCase();
  }

  #since(field: string, value: string): Condition {
    const minutes = /^-(\d+)m$/.exec(value)?.[1];
    if (minutes === undefined || (field !== 'updated' && field !== 'created'))
      throw new Error(`'${value}' is no date.`);
    const limit = this.#asking.now.getTime() - Number(minutes) * 60_000;
    return (issue) => issue[field].getTime() >= limit;
  }
}

const known = /^(?:id|project|component|labels|issuetype|status|statusCategory|assignee|creator|updated|created)$/;

function unquote(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token;
}

function valuesOf(issue: FakeIssue, field: string): readonly string[] {
  switch (field) {
    case 'id':
      return [issue.id];
    case 'project':
      return lower([issue.project.key, issue.project.name, issue.project.id]);
    case 'component':
      return lower(issue.components);
    case 'labels':
      return lower(issue.labels);
    case 'issuetype':
      return lower([issue.type.id, issue.type.name]);
    case 'status':
      return lower([issue.status.id, issue.status.name]);
    case 'statusCategory':
      return [{ new: 'to do', indeterminate: 'in progress', done: 'done' }[issue.status.category]];
    case 'assignee':
      return lower([issue.assignee]);
    case 'creator':
      return lower([issue.creator]);
    default:
      return [];
  }
}

function lower(values: readonly (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined).map((value) => value.toLowerCase());
}
