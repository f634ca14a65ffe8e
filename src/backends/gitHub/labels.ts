import { kinds, type Kind, type Priority } from '../../domain/ticket.ts';
import { sameName } from './issueId.ts';
import type { LabelMap } from './kind.ts';
import { usualMeaning, type LabelPhase, type Meaning } from './labelWords.ts';

/** What the labels of an issue say together. */
export interface LabelFacts {
  readonly kind?: Kind;
  readonly phase?: LabelPhase;
  /** The label that says the phase. */
  readonly phaseLabel?: string;
  readonly priority?: Priority;
  readonly priorityLabel?: string;
}

/** Of several phases on one issue, the one that says most about it. */
const telling: readonly LabelPhase[] = ['waiting', 'in_progress', 'acknowledged', 'new'];

const usualPhaseLabels: Readonly<Record<Exclude<LabelPhase, 'new'>, string>> = {
  acknowledged: 'status: acknowledged',
  in_progress: 'status: in progress',
  waiting: 'status: waiting',
};

const mostFacts = 10_000;

/** The labels of a repository as its services have mapped them, and as they are usually meant where they have not. */
export class Labels {
  readonly #meanings = new Map<string, Meaning>();
  readonly #facts = new Map<string, LabelFacts>();
  readonly #mapped: { readonly label: string; readonly meaning: Meaning }[] = [];

  constructor(maps: readonly LabelMap[]) {
    for (const { kind = {}, phase = {}, priority = {} } of maps) {
      for (const [label, value] of Object.entries(kind)) this.#add(label, { kind: value });
      for (const [label, value] of Object.entries(phase)) this.#add(label, { phase: value });
      for (const [label, value] of Object.entries(priority)) this.#add(label, { priority: value });
    }
  }

  #add(label: string, meaning: Meaning): void {
    const key = label.toLowerCase();
    this.#meanings.set(key, { ...this.#meanings.get(key), ...meaning });
    this.#mapped.push({ label, meaning });
  }

  meaning(label: string): Meaning {
    return this.#meanings.get(label.toLowerCase()) ?? usualMeaning(label);
  }

  /** Few sets of labels stand on many issues. */
  read(labels: readonly string[]): LabelFacts {
    const key = labels.join('\n');
    const known = this.#facts.get(key);
    if (known !== undefined) return known;
    const facts = this.#read(labels);
    if (this.#facts.size < mostFacts) this.#facts.set(key, facts);
    return facts;
  }

  #read(labels: readonly string[]): LabelFacts {
    const meant = labels.map((label) => ({ label, ...this.meaning(label) }));
    const kind = kinds.find((candidate) => meant.some((one) => one.kind === candidate));
    const phased = telling.map((phase) => meant.find((one) => one.phase === phase)).find((one) => one !== undefined);
    const [urgent] = meant
      .filter((one) => one.priority !== undefined)
      .toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(phased?.phase === undefined ? {} : { phase: phased.phase, phaseLabel: phased.label }),
      ...(urgent?.priority === undefined ? {} : { priority: urgent.priority, priorityLabel: urgent.label }),
    };
  }

  /** The labels among these that say a phase. */
  ofPhase(labels: readonly string[]): readonly string[] {
    return labels.filter((label) => this.meaning(label).phase !== undefined);
  }

  /**
   * The label to write for a phase; for `new` only where the services have mapped one, since an issue without any is new.
   * @param existing the labels that the repository has: its own words go before ours.
   */
  forPhase(phase: LabelPhase, existing: readonly string[]): string | undefined {
    if (phase === 'new') return this.#choose((meaning) => meaning.phase === phase, existing, false);
    return this.#choose((meaning) => meaning.phase === phase, existing, true) ?? usualPhaseLabels[phase];
  }

  forKind(kind: Kind, existing: readonly string[]): string {
    return this.#choose((meaning) => meaning.kind === kind, existing, true) ?? kind;
  }

  forPriority(priority: Priority, existing: readonly string[]): string {
    return this.#choose((meaning) => meaning.priority === priority, existing, true) ?? `P${priority}`;
  }

  /** A mapped label, one that exists first; else an existing one that usually means it. */
  #choose(fits: (meaning: Meaning) => boolean, existing: readonly string[], usual: boolean): string | undefined {
    const mapped = this.#mapped.filter(({ meaning }) => fits(meaning)).map(({ label }) => label);
    if (mapped.length > 0) {
      return existing.find((label) => mapped.some((one) => sameName(one, label))) ?? mapped[0];
    }
    return usual ? existing.find((label) => fits(this.meaning(label))) : undefined;
  }
}
