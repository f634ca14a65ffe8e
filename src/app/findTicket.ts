import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Source } from './sources.ts';

export interface FoundTicket {
  readonly ticket: Ticket;
  readonly source: Source;
  readonly backend: Backend;
}

/**
 * Finds the ticket that people mean by `INC0010023`, `#7` or `helpdesk:7`.
 * A bare key is looked for in every linked connection whose keys look like that.
 * @throws `usage` if it cannot be a key here; `notFound`; `ambiguous` with the candidates.
 */
export async function findTicket(sources: readonly Source[], text: string): Promise<FoundTicket> {
  const typed = text.trim();
  const { candidates, key } = candidatesOf(sources, typed);
  if (candidates.length === 0) throw notAKey(sources, typed);
  const results = await Promise.allSettled(candidates.map((source) => findIn(source, key)));
  const found = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw new DeskError('ambiguous', l10n.t('{0} is a ticket in more than one connection.', typed), {
      next: l10n.t(
        'Write one of: {0}.',
        found.map(({ ticket }) => `${ticket.ref.connection}:${ticket.key}`).join(', '),
      ),
    });
  }
  throw firstFailure(results);
}

function candidatesOf(sources: readonly Source[], typed: string): { candidates: readonly Source[]; key: string } {
  const colon = typed.indexOf(':');
  const alias = colon === -1 ? undefined : typed.slice(0, colon);
  const named = sources.filter(({ connection }) => connection.alias === alias);
  if (named.length > 0) return { candidates: named, key: typed.slice(colon + 1) };
  return { candidates: sources.filter((source) => source.linked && source.keyPattern.test(typed)), key: typed };
}

async function findIn(source: Source, key: string): Promise<FoundTicket> {
  const backend = await source.backend();
  return { ticket: await backend.find(key), source, backend };
}

/** What to say when nothing was found: a failure to look is more than the certainty that there is none. */
function firstFailure(results: readonly PromiseSettledResult<FoundTicket>[]): unknown {
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  return failures.find((failure) => !DeskError.is(failure, 'notFound')) ?? failures[0];
}

function notAKey(sources: readonly Source[], typed: string): DeskError {
  const aliases = sources.map(({ connection }) => connection.alias).join(', ');
  return new DeskError('usage', l10n.t('{0} is not the key of a ticket here.', JSON.stringify(typed)), {
    next: l10n.t('The connections of this repository are: {0}.', aliases),
  });
}
