import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';

const attempts = 3;

/**
 * Writes on top of what the user has seen. Where somebody only added something meanwhile, and owner and state are as seen, the
 * write goes on with the newer version; where those differ, it is the user's turn to look again.
 * @throws `conflict` in the latter case.
 */
export async function writeOnSeen<T>(backend: Backend, seen: Ticket, write: (seen: Ticket) => Promise<T>): Promise<T> {
  let current = seen;
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(current);
    } catch (error) {
      if (!DeskError.is(error, 'conflict') || attempt === attempts) throw error;
      current = await backend.get(seen.ref);
      if (!sameWork(seen, current)) throw error;
    }
  }
}

function sameWork(a: Ticket, b: Ticket): boolean {
  return a.phase === b.phase && a.state === b.state && owners(a) === owners(b);
}

function owners(ticket: Ticket): string {
  return ticket.assignees
    .map(({ id }) => id)
    .toSorted()
    .join('\n');
}
