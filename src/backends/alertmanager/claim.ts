import { somebodyWasFaster } from '../writeFailure.ts';
import * as l10n from '@vscode/l10n';
import { suppressed } from './map.ts';
import type { WireSilence } from './schema.ts';
import type { AlertmanagerSession, Current } from './session.ts';
import { byStart, matchersOf } from './silence.ts';
import { attempt, expire, unconfirmed } from './write.ts';

export interface Claim {
  readonly createdBy: string;
  /** How long it holds, in milliseconds. */
  readonly duration: number;
  readonly comment: string;
}

/**
 * A start that lies behind the server, whatever the clock here says: the server makes it its own "now". Ahead of it, the silence would only
 * be planned.
 */
const longAgo = '1970-01-01T00:00:00.001Z';

/**
 * Silences exactly one alert. The server takes any number of silences for it, so of several people who do it at once the one whose silence
 * the server started first has it; the others take theirs back.
 * @throws `conflict` if somebody was faster; `unconfirmed` if no answer came and the silence is not to be seen.
 */
export async function claim(
  session: AlertmanagerSession,
  { alert, ticket, holders }: Current,
  { createdBy, duration, comment }: Claim,
): Promise<void> {
  const draft = {
    matchers: matchersOf(alert.labels),
    startsAt: longAgo,
    endsAt: new Date(session.now().getTime() + duration).toISOString(),
    createdBy,
    comment,
  };
  const { answer, lost } = await attempt(session, session.api.post(draft));
  const before = new Set(holders.map(({ id }) => id));
  const added = (await session.silencesOf(alert)).filter(
    ({ id, status }) => status.state === 'active' && !before.has(id),
  );
  const own = added.find((silence) => (answer === undefined ? isLike(silence, draft) : silence.id === answer));
  if (own === undefined) throw unconfirmed(session, l10n.t('The silence of {0}', ticket.key), lost);
  const [first] = added.toSorted(byStart);
  if (first === undefined || first.id === own.id) return;
  await expire(session, own.id);
  if (first.createdBy === createdBy) return;
  throw somebodyWasFaster(session, { ...ticket, state: suppressed, assignees: [session.person(first.createdBy)] });
}

function isLike(silence: WireSilence, draft: Pick<WireSilence, 'createdBy' | 'comment' | 'endsAt'>): boolean {
  return silence.createdBy === draft.createdBy && silence.comment === draft.comment && silence.endsAt === draft.endsAt;
}
