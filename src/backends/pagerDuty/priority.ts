import { priorityOf } from '../../domain/priority.ts';
import type { Level, Priority } from '../../domain/ticket.ts';
import { once } from '../once.ts';
import type { PdApi } from './api.ts';
import type { WireListedIncident, WirePriority } from './schema.ts';

/** The priorities of an account: names of its own, from the most urgent to the least. */
export class Priorities {
  /** Asked once: an account hardly ever changes them. */
  readonly all: () => Promise<readonly WirePriority[]>;

  constructor(api: PdApi) {
    this.all = once(async () => api.priorities());
  }

  /** What readers of these incidents need: nothing where none has a priority. */
  async of(incidents: readonly WireListedIncident[]): Promise<readonly WirePriority[]> {
    return incidents.some(({ priority }) => priority !== undefined && priority !== null) ? this.all() : [];
  }

  /** The one that stands at the place of an impact and an urgency; undefined where the account has none there. */
  async at(priority: Priority): Promise<WirePriority | undefined> {
    return (await this.all())[priority - 1];
  }
}

const places: readonly Priority[] = [1, 2, 3, 4, 5];

/** The priority by its place in the account's list, under its own name; else the urgency, which every incident has. */
export function readPriority(
  { priority, urgency }: Pick<WireListedIncident, 'priority' | 'urgency'>,
  all: readonly WirePriority[],
): { readonly priority?: Priority; readonly priorityLabel?: string } {
  if (priority !== undefined && priority !== null) {
    const place = all.findIndex(({ id }) => id === priority.id);
    const priorityLabel = priority.summary || priority.name || priority.id;
    return place === -1 ? { priorityLabel } : { priority: places[place] ?? 5, priorityLabel };
  }
  // "High" wakes somebody, "low" waits for the morning.
  if (urgency === 'high') return { priority: 2, priorityLabel: urgency };
  if (urgency === 'low') return { priority: 4, priorityLabel: urgency };
  return urgency === '' ? {} : { priorityLabel: urgency };
}

/** The priority that an impact and an urgency come to; undefined if neither is given. */
export function wantedPriority(impact: Level | undefined, urgency: Level | undefined): Priority | undefined {
  return impact === undefined && urgency === undefined ? undefined : priorityOf(impact ?? 2, urgency ?? 2);
}
