import * as l10n from '@vscode/l10n';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Page } from '../../domain/ports.ts';
import type { Entry, Person, TicketRef } from '../../domain/ticket.ts';
import { readComment } from './comment.ts';
import { remarkEntry } from './note.ts';
import type { WireAlert, WireSilence } from './schema.ts';
import type { AlertmanagerSession } from './session.ts';

/** Who speaks where nobody does. */
const alertmanager: Person = { id: '', name: 'Alertmanager', isMe: false };

/**
 * When it began to fire, who silenced it and what they wrote, and when it ended. Alertmanager has no history: silences that have ended are
 * told as long as it keeps them.
 */
export async function timeline(session: AlertmanagerSession, ref: TicketRef): Promise<Page<Entry>> {
  const { ticket, alert, silences } = await session.look(ref.id);
  const wider = await widerSilences(session, alert, silences);
  const told = [...silences, ...wider].flatMap((silence) => entriesOf(session, silence));
  const change = { author: alertmanager, kind: 'change', audience: 'internal' } as const;
  const began = { ...change, id: `fires:${alert.startsAt}`, at: alert.startsAt, body: l10n.t('Fires.') };
  const ended =
    ticket.phase === 'resolved' && ticket.updated !== undefined
      ? [{ ...change, id: `ended:${ticket.updated}`, at: ticket.updated, body: l10n.t('Does not fire any more.') }]
      : [];
  return { items: [began, ...told, ...ended].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

/** Those that keep it quiet among others. */
async function widerSilences(
  { api }: AlertmanagerSession,
  { status }: WireAlert,
  own: readonly WireSilence[],
): Promise<readonly WireSilence[]> {
  const ids = status.silencedBy.filter((id) => !own.some((silence) => silence.id === id));
  const found = await Promise.all(ids.map(async (id) => api.silence(id)));
  return found.filter((silence) => silence !== undefined);
}

function entriesOf(session: AlertmanagerSession, silence: WireSilence): Entry[] {
  const { id, startsAt, endsAt, createdBy, status } = silence;
  const { text, remarks } = readComment(silence.comment);
  const change = { author: session.person(createdBy), kind: 'change', audience: 'internal' } as const;
  const over = status.state === 'expired';
  const until = over ? l10n.t('Silenced.') : l10n.t('Silenced until {0}.', endsAt);
  return [
    { ...change, id: `silence:${id}`, at: startsAt, body: [until, plainToMarkdown(text)].join('\n\n').trim() },
    ...remarks.map((remark) => remarkEntry(session, remark)),
    ...(over
      ? [
          {
            ...change,
            id: `expired:${id}`,
            at: endsAt,
            author: alertmanager,
            body: l10n.t('The silence of {0} ended.', plainToMarkdown(createdBy)),
          },
        ]
      : []),
  ];
}
