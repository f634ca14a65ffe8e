import type { Command } from 'commander';
import type { FoundTicket } from '../app/findTicket.ts';
import { findTicket } from '../app/findTicket.ts';
import type { Repository } from '../app/repository.ts';
import type { Source } from '../app/sources.ts';
import { withServiceLevels } from '../domain/serviceLevel.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Output } from './output.ts';

/** What a command works with: one repository, seen with the user's connections. */
export interface CliContext {
  readonly repository: Repository;
  readonly sources: readonly Source[];
  readonly clock: () => Date;
  readonly output: Output;
}

/** Wraps a command's action: gives it the context, and turns what it throws into a message and an exit code. */
export type Run = <Arguments extends readonly unknown[]>(
  action: (context: CliContext, ...rest: Arguments) => Promise<void>,
) => (...rest: Arguments) => Promise<void>;

/** Adds one command to the program. Each command's file exports one. */
export type AddCommand = (program: Command, run: Run) => void;

/** Gives a ticket the targets of its service, where its backend has given it none. */
export function levelled<T extends Ticket>({ repository, clock }: CliContext, ticket: T): T {
  return withServiceLevels(ticket, repository.links.services, clock());
}

export function find(context: CliContext, key: string): Promise<FoundTicket> {
  return findTicket(context.sources, key);
}
