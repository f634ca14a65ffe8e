import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Markdown, Ticket, TicketDetails, TicketLink, TicketRef } from '../../domain/ticket.ts';
import { toldOf } from './changeEvents.ts';
import { idByNumber } from './findByNumber.ts';
import type { WireIncident } from './schema.ts';
import type { PdSession } from './session.ts';

/** @throws `notFound` for what is no key or names no incident. */
export async function find(session: PdSession, key: string): Promise<Ticket> {
  const typed = key.trim();
  const number = /^#?([1-9]\d{0,9})$/.exec(typed)?.[1];
  if (number !== undefined) {
    const id = await idByNumber(session.api, Number(number));
    if (id === undefined) throw session.notFound(typed);
    return (await session.read(id)).ticket;
  }
  if (/^[PQ][A-Z0-9]{6,13}$/.test(typed)) return (await session.read(typed)).ticket;
  throw new DeskError(
    'notFound',
    l10n.t('{0} is not the number or the id of an incident in {1}.', JSON.stringify(key), session.alias),
  );
}

/** An incident with its text, and with the commits and the incident that it is tied to. */
export async function details(session: PdSession, ref: TicketRef): Promise<TicketDetails> {
  const { ticket, wire } = await session.read(ref.id);
  const commits = ((await toldOf(session, wire)) ?? []).map(({ label, url }) => ({ label, url }));
  return { ...ticket, body: bodyOf(wire), links: [...mergedInto(wire), ...commits] };
}

/** What somebody wrote, or else what a monitoring tool sent with the event that triggered it. */
function bodyOf({ body, first_trigger_log_entry: trigger }: WireIncident): Markdown {
  return detailsText(body?.details) || detailsText(trigger?.channel?.details);
}

function detailsText(value: unknown): Markdown {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return plainToMarkdown(value.trim());
  if (typeof value !== 'object') return plainToMarkdown(JSON.stringify(value));
  return Object.entries(value)
    .map(([name, one]) => plainToMarkdown(`${name}: ${typeof one === 'string' ? one : JSON.stringify(one)}`))
    .join('\n\n');
}

/** An incident that was merged into another one is resolved, and its story goes on there. */
function mergedInto({ resolve_reason: reason }: WireIncident): TicketLink[] {
  const target = reason?.incident;
  if (target?.html_url === undefined || target.html_url === null) return [];
  return [{ label: target.summary || target.id, url: target.html_url }];
}
