import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { Entry, Person } from '../../domain/ticket.ts';
import { splitMarker } from './marker.ts';
import type { WireComment, WireUser } from './schema.ts';
import type { JiraSession } from './session.ts';

/** @param isRequest whether there is a customer at all who could see it. */
export async function commentEntry(session: JiraSession, comment: WireComment, isRequest: boolean): Promise<Entry> {
  const author = await authorOf(session, comment.author);
  const { body } = splitMarker((await session.api.dialect()).read(comment.body));
  const { id, created: at } = comment;
  return isRequest && isShown(comment)
    ? { id: `comment-${id}`, at, author, kind: 'reply', audience: 'public', body }
    : { id: `comment-${id}`, at, author, kind: 'note', audience: 'internal', body };
}

export async function authorOf({ people }: JiraSession, user: WireUser | null | undefined): Promise<Person> {
  return (await people.person(user)) ?? { id: '', name: l10n.t('Somebody'), isMe: false };
}

/** Whether the customer of a request sees a comment: Cloud says it, Data Center keeps it in a property, and one for a role is for that role. */
function isShown({ jsdPublic, visibility, properties }: WireComment): boolean {
  if (visibility !== null && visibility !== undefined) return false;
  if (typeof jsdPublic === 'boolean') return jsdPublic;
  const value = properties?.find(({ key }) => key === 'sd.public.comment')?.value;
  // Data Center has it as text too.
  return !v.is(v.object({ internal: v.union([v.literal(true), v.literal('true')]) }), value);
}
