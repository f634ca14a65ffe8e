import type { Entry, Markdown, Person } from '../../domain/ticket.ts';
import type { WireTransaction } from './schema.ts';

/** A comment stays inside, a correspondence goes to the requester. */
export function textEntry(
  { id, Type, Created }: Pick<WireTransaction, 'id' | 'Type' | 'Created'>,
  author: Person,
  body: Markdown,
): Entry {
  return Type === 'Correspond'
    ? { id, at: Created, author, kind: 'reply', audience: 'public', body }
    : { id, at: Created, author, kind: 'note', audience: 'internal', body };
}
