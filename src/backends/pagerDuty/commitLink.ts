import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { CommitLink, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { changeOf, toldOf } from './changeEvents.ts';
import type { WireIncident } from './schema.ts';
import type { PdSession } from './session.ts';
import { tellsOf } from './texts.ts';

/** How often the service is asked for a change that was sent, and milliseconds between: the Events API only queues it. */
const looks = 8;
const betweenLooks = 1000;

/**
 * Tells the service of an incident of a commit, as a change event: it shows next to the incidents of the service, and wakes nobody. Not
 * where that commit was told already, as a change or as a note.
 *
 * The integration key that this needs is a secret, so it is not in the link file: it is read from the service each time, by an account that
 * may see it. `unsupported` where the service has none, or its changes may not be read.
 */
export async function linkCommit(
  session: PdSession,
  ref: TicketRef,
  commit: CommitLink,
): Promise<'created' | 'already' | 'unsupported'> {
  const { api, events } = session;
  const { wire, ticket } = await session.read(ref.id);
  const told = await isTold(session, wire, commit);
  // What cannot be looked for would be told twice.
  if (told === undefined) return 'unsupported';
  if (told) return 'already';
  const notes = await api.notes(wire.id);
  if (notes.some(({ content }) => tellsOf(content, commit.sha))) return 'already';
  const key = events === undefined ? undefined : await integrationKey(session, wire);
  if (events === undefined || key === undefined) return 'unsupported';
  const me = await session.people.me();
  let lost: DeskError | undefined;
  try {
    await events.change(key, changeOf(commit, wire, { me, now: session.now() }));
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  for (let look = 1; ; look++) {
    if ((await isTold(session, wire, commit)) === true) return 'created';
    if (look === looks) break;
    await session.pause(betweenLooks);
  }
  const cause = lost ?? new DeskError('unavailable', l10n.t('{0} does not show the change yet.', session.alias));
  throw unconfirmed(session, l10n.t('The link of {0} to a commit', ticket.key), cause);
}

async function isTold(session: PdSession, wire: WireIncident, { url }: CommitLink): Promise<boolean | undefined> {
  return (await toldOf(session, wire))?.some((told) => told.url === url);
}

/** The key of an integration that takes change events. Those of rulesets, which begin with R, do not. */
async function integrationKey({ api }: PdSession, { service }: WireIncident): Promise<string | undefined> {
  if (service === undefined || service === null) return undefined;
  const integrations = (await api.service(service.id))?.integrations ?? [];
  const keys = integrations
    .filter(({ type }) => type.startsWith('events_api_v2_'))
    .flatMap(({ integration_key: key }) => key ?? []);
  return keys.find((key) => !key.startsWith('R'));
}
