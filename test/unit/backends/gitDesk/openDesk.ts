import { openGitDesk, type Desk } from '../../../../src/backends/gitDesk/index.ts';
import { deskConnection } from '../../../../src/domain/connection.ts';
import type { Clock, Log, ObjectStore } from '../../../../src/domain/ports.ts';
import type { TicketDraft } from '../../../../src/domain/ticket.ts';
import { openObjectStore } from '../../../../src/repo/objectStore.ts';

interface DeskOptions {
  readonly store?: ObjectStore;
  readonly services?: readonly string[];
  readonly clock?: Clock;
  readonly log?: Log;
  readonly pageSize?: number;
}

/** Opens the git desk of a repository. */
export function openDesk(directory: string, options: DeskOptions = {}): Desk {
  const { services = [], clock = () => new Date(), log = silent, store = openObjectStore(directory) } = options;
  return openGitDesk(
    {
      connection: deskConnection,
      credential: undefined,
      scopes: services.map((service) => ({ service, select: {} })),
      store,
      clock,
      log,
    },
    options.pageSize === undefined ? {} : { pageSize: options.pageSize },
  );
}

export function draft(title: string, rest: Partial<TicketDraft> = {}): TicketDraft {
  return { kind: 'incident', title, body: '', ...rest };
}

function ignore(): void {
  // Nobody reads this log.
}
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
