import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed as sentAndUnseen } from '../writeFailure.ts';
import type { WireSilence, WireSilenceDraft } from './schema.ts';
import type { AlertmanagerSession } from './session.ts';

/** An answer, or why none came. */
export async function attempt<T>(
  session: AlertmanagerSession,
  work: Promise<T>,
): Promise<{ readonly answer?: T; readonly lost?: DeskError }> {
  try {
    return { answer: await work };
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    return { lost: error };
  } finally {
    session.forgetReads();
  }
}

export function unconfirmed(session: AlertmanagerSession, what: string, cause: DeskError | undefined): DeskError {
  return sentAndUnseen(session, what, cause, l10n.t('Look at the alert before you try again.'));
}

/**
 * Ends a silence, and looks whether it has ended: the answer to one that has ended before differs between versions.
 * @throws `unconfirmed` if it still holds.
 */
export async function expire(session: AlertmanagerSession, id: string): Promise<void> {
  const { lost } = await attempt(
    session,
    session.api.expire(id).catch((error: unknown) => {
      if (!DeskError.is(error, 'notFound')) throw error;
    }),
  );
  const now = await session.api.silence(id);
  if (now === undefined || now.status.state === 'expired') return;
  throw unconfirmed(session, l10n.t('The end of the silence of {0}', now.createdBy), lost);
}

/** How often a change is made anew that somebody has written over in the same moment. */
const attempts = 8;

/** A change of a silence that holds, and how to see that it is in it. */
interface Change {
  /** What it is, for a message: `The note on …`. */
  readonly name: string;
  readonly apply: (silence: WireSilence) => WireSilence;
  readonly isIn: (silence: WireSilence) => boolean;
}

/**
 * Changes a silence that holds, and reads it back. The server takes whatever is written last, whole: who read it before our change and
 * writes after it takes the change away again. So it is read just before, and again after longer than such a writer can take; what is gone
 * then is written anew.
 * @throws `conflict` if the silence has ended meanwhile; `unconfirmed` if no answer came and the change is not to be seen.
 */
export async function change(
  session: AlertmanagerSession,
  id: string,
  { name, apply, isIn }: Change,
): Promise<WireSilence> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const began = performance.now();
    const { silence, lost } = await update(session, apply(await readActive(session, id)));
    if (isIn(silence)) {
      // Not the same for all, so that two who wrote over each other do not again.
      await pause(Math.max(leastRest, 2 * (performance.now() - began)) * (1 + Math.random()));
      const later = await session.api.silence(id);
      if (later === undefined || isIn(later)) return later ?? silence;
    } else if (lost !== undefined) throw unconfirmed(session, name, lost);
  }
  throw new DeskError('conflict', l10n.t('{0}: others write in {1} at the same time.', name, session.alias), {
    next: l10n.t('Try again later.'),
  });
}

/** Milliseconds. */
const leastRest = 50;

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function readActive(session: AlertmanagerSession, id: string): Promise<WireSilence> {
  const silence = await session.api.silence(id);
  if (silence?.status.state === 'active') return silence;
  throw ended(session, silence?.createdBy ?? id);
}

/**
 * Writes a silence that holds, and reads it back.
 * @throws `conflict` if it had ended meanwhile. The server then makes a new one, which is ended at once: nobody has asked for it.
 */
async function update(
  session: AlertmanagerSession,
  { id, matchers, startsAt, endsAt, createdBy, comment, annotations }: WireSilence,
): Promise<{ readonly silence: WireSilence; readonly lost?: DeskError }> {
  // Only with the matchers and the start as they are does it stay the same silence.
  const draft: WireSilenceDraft = {
    id,
    matchers,
    startsAt,
    endsAt,
    createdBy,
    comment,
    ...(annotations === undefined ? {} : { annotations }),
  };
  const { answer, lost } = await attempt(
    session,
    session.api.post(draft).catch(async (error: unknown) => {
      // An end that has passed meanwhile is refused as any other mistake is.
      if (!DeskError.is(error, 'refused') || (await isActive(session, id))) throw error;
      throw ended(session, createdBy);
    }),
  );
  if (answer !== undefined && answer !== id) {
    await expire(session, answer);
    throw ended(session, createdBy);
  }
  const silence = await session.api.silence(id);
  if (silence?.status.state !== 'active') {
    if (lost !== undefined) await expireStray(session, draft);
    throw ended(session, createdBy);
  }
  return lost === undefined ? { silence } : { silence, lost };
}

async function isActive({ api }: AlertmanagerSession, id: string): Promise<boolean> {
  return (await api.silence(id))?.status.state === 'active';
}

/** The new silence that an unanswered change of one that had ended has made. */
async function expireStray(session: AlertmanagerSession, { matchers, comment }: WireSilenceDraft): Promise<void> {
  const labels = Object.fromEntries(matchers.map(({ name, value }) => [name, value]));
  for (const silence of await session.silencesOf({ labels })) {
    if (silence.status.state === 'active' && silence.comment === comment) await expire(session, silence.id);
  }
}

function ended({ alias }: AlertmanagerSession, name: string): DeskError {
  return new DeskError('conflict', l10n.t('The silence of {0} has ended in {1} meanwhile.', name, alias), {
    next: l10n.t('Look at the alert again.'),
  });
}
