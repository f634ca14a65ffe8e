import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { WireSilence, WireSilenceDraft } from './schema.ts';
import type { AlertmanagerSession } from './session.ts';

/** Whether a request may have had its effect although it failed. A read decides; repeating it blindly could do it twice. */
export function mayBeDone(error: unknown): error is DeskError {
  return DeskError.is(error, 'timeout', 'unavailable', 'invalidResponse');
}

/** An answer, or why none came. */
export async function attempt<T>(work: Promise<T>): Promise<{ readonly answer?: T; readonly lost?: DeskError }> {
  try {
    return { answer: await work };
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    return { lost: error };
  }
}

export function unconfirmed({ alias }: AlertmanagerSession, what: string, cause: DeskError | undefined): DeskError {
  return new DeskError(
    'unconfirmed',
    l10n.t('{0} was sent to {1}, and it is not known whether it arrived.', what, alias),
    {
      ...(cause === undefined ? {} : { detail: `${cause.reason}: ${cause.detail ?? cause.message}` }),
      next: l10n.t('Look at the alert before you try again.'),
    },
  );
}

/**
 * Ends a silence, and looks whether it has ended: the answer to one that has ended before differs between versions.
 * @throws `unconfirmed` if it still holds.
 */
export async function expire(session: AlertmanagerSession, id: string): Promise<void> {
  const { lost } = await attempt(
    session.api.expire(id).catch((error: unknown) => {
      if (!DeskError.is(error, 'notFound')) throw error;
    }),
  );
  const now = await session.api.silence(id);
  if (now === undefined || now.status.state === 'expired') return;
  throw unconfirmed(session, l10n.t('The end of the silence of {0}', now.createdBy), lost);
}

/**
 * Changes the text, the end or the owner of a silence that holds, and reads it back.
 * @throws `conflict` if it had ended meanwhile. The server then makes a new one, which is ended at once: nobody has asked for it.
 */
export async function update(
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
  const { answer, lost } = await attempt(session.api.post(draft));
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
