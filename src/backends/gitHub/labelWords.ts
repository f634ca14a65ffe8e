import type { Kind, Phase, Priority } from '../../domain/ticket.ts';

/** The phases that a label can give to an open issue. */
export type LabelPhase = Extract<Phase, 'new' | 'acknowledged' | 'in_progress' | 'waiting'>;

/** What a label says about an issue; nothing, for most. */
export interface Meaning {
  readonly kind?: Kind;
  readonly phase?: LabelPhase;
  readonly priority?: Priority;
}

const kindWords: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:(?:major )?incident|outage|disruption|emergency)s?$/, 'incident'],
  [/^(?:(?:service )?request|feature(?: request)?|enhancement)s?$/, 'request'],
  [/^problems?$/, 'problem'],
  [/^(?:change(?: request)?|rfc)s?$/, 'change'],
  [/^(?:alert|alarm|monitoring)s?$/, 'alert'],
  [/^(?:task|chore|maintenance|operation|op)s?$/, 'task'],
];

const phaseWords: readonly (readonly [RegExp, LabelPhase])[] = [
  [/^(?:new|to ?do|(?:needs )?triage|untriaged)$/, 'new'],
  [/^(?:ack|acked|acknowledged|triaged)$/, 'acknowledged'],
  [/^(?:in progress|doing|started|wip|investigating)$/, 'in_progress'],
  [/^(?:waiting|blocked|awaiting|pending|stalled|paused)(?: .*)?$|^(?:on )?hold$|^needs info(?:rmation)?$/, 'waiting'],
];

/** Words that are a state only where the label says so: by themselves they tell something that stays true of an issue. */
const stateWords: typeof phaseWords = [
  [/^(?:open|backlog)$/, 'new'],
  [/^(?:accepted|confirmed|assigned|planned|ready)$/, 'acknowledged'],
  [/^(?:active|working|in review)$/, 'in_progress'],
];

const priorityWords: readonly (readonly [RegExp, Priority])[] = [
  [/^(?:critical|highest|urgent|blocker|emergency)$/, 1],
  [/^(?:high|major|important)$/, 2],
  [/^(?:medium|normal|moderate)$/, 3],
  [/^(?:low|minor)$/, 4],
  [/^(?:lowest|trivial|planning)$/, 5],
];

/** What a label usually means, by its name: `incident`, `type: request`, `kind/change`, `status: in-progress`, `sev1`, `P2`, `priority: high`. */
export function usualMeaning(label: string): Meaning {
  const words = label
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const kind = firstOf(kindWords, words.replace(/^(?:type|kind|category) /, ''));
  if (kind !== undefined) return { kind };
  const state = /^(?:status|state|phase) (.+)$/.exec(words)?.[1];
  const phase = state === undefined ? firstOf(phaseWords, words) : firstOf([...phaseWords, ...stateWords], state);
  if (phase !== undefined) return { phase };
  const priority = usualPriority(words);
  return priority === undefined ? {} : { priority };
}

/** Some count from 0, some from 1: both begin with what is critical. */
function usualPriority(words: string): Priority | undefined {
  const [, digit] = /^(?:p|prio|priority|sev|severity)(?: p| sev)? ?([0-5])$/.exec(words) ?? [];
  if (digit !== undefined) return numbered[Number(digit)];
  const [, named] =
    /^(?:prio|priority|sev|severity|urgency) (.+)$/.exec(words) ??
    /^(.+) (?:prio|priority|severity)$/.exec(words) ??
    /^(critical|urgent)$/.exec(words) ??
    [];
  return named === undefined ? undefined : firstOf(priorityWords, named);
}

const numbered: readonly Priority[] = [1, 1, 2, 3, 4, 5];

function firstOf<T>(words: readonly (readonly [RegExp, T])[], text: string): T | undefined {
  return words.find(([pattern]) => pattern.test(text))?.[1];
}
