import type { ConnectionTickets } from './ticketStore.ts';

/** What the windows of one user have been answered, so that several of them with one question ask it once. */
export interface SharedAnswers {
  /** The answer that some window got last, if it is not older than a moment. */
  recent(question: string, since: string): Promise<ConnectionTickets | undefined>;
  offer(question: string, answer: ConnectionTickets): Promise<void>;
}
