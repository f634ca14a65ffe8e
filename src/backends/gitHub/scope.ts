import * as v from 'valibot';
import type { ServiceScope } from '../../domain/ticket.ts';
import { sameName } from './issueId.ts';
import { selectorsSchema } from './kind.ts';
import type { WireListedIssue } from './schema.ts';

/** A service and what selects its tickets here. */
export interface Scope {
  readonly service: string;
  readonly select: v.InferOutput<typeof selectorsSchema>;
}

export function parseScope({ service, select }: ServiceScope): Scope {
  return { service, select: v.parse(selectorsSchema, select) };
}

/** What one list is asked for: the issues of a repository, or all that the account sees, with all of these labels. */
export interface Question {
  readonly repository?: string;
  readonly labels: readonly string[];
}

/** One question for each thing that scopes select; one for everything where something selects everything. */
export function questionsOf(scopes: readonly Scope[]): readonly Question[] {
  const questions = new Map<string, Question>();
  for (const { select } of scopes.length === 0 ? [everything] : scopes) {
    const { repository, labels = [] } = select;
    const question = repository === undefined ? { labels } : { repository, labels };
    questions.set(JSON.stringify([repository, ...labels]).toLowerCase(), question);
  }
  // Whoever reads a repository as a whole need not ask for its parts.
  const asked = [...questions.values()];
  const whole = asked.filter(({ labels }) => labels.length === 0);
  return asked.filter(
    (one) => whole.includes(one) || !whole.some(({ repository }) => sameName(repository ?? '', one.repository ?? '')),
  );
}

const everything: Scope = { service: '', select: {} };

/** Whether an issue has the labels of a scope. */
export function hasLabels(
  { labels: wanted = [] }: Scope['select'],
  { labels }: Pick<WireListedIssue, 'labels'>,
): boolean {
  return wanted.every((name) => labels.some((label) => sameName(label, name)));
}
