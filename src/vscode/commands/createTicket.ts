import { commands, l10n } from 'vscode';
import { createTicket, type NewTicket } from '../../app/createTicket.ts';
import type { Source } from '../../app/sources.ts';
import { DeskError } from '../../domain/errors.ts';
import { priorityOf } from '../../domain/priority.ts';
import { kinds, type Kind, type Level } from '../../domain/ticket.ts';
import { kindWord } from '../../domain/words.ts';
import type { Footbridge } from '../footbridge.ts';
import { askText, pick, say } from './ask.ts';

/** Raises a ticket: where, what kind, for which service, its title, how bad it is. */
export async function createTicketCommand(footbridge: Footbridge): Promise<void> {
  const title = l10n.t('Create ticket');
  const source = await pickSource(footbridge, title);
  const { capabilities } = await source.backend();
  const kind = await pickKind(
    title,
    kinds.filter((one) => capabilities.create.includes(one)),
  );
  const service = await pickService(title, source);
  const heading = await askText({ title, prompt: l10n.t('One line that says what it is about') });
  const body = await askText({
    title,
    prompt: l10n.t('What happens, since when, to whom? (Markdown, optional)'),
    optional: true,
  });
  const levels = kind === 'incident' || kind === 'problem' ? await pickLevels(title) : {};
  const draft: NewTicket = { kind, title: heading, body, ...levels, ...(service === undefined ? {} : { service }) };
  const ticket = await createTicket(source, draft);
  footbridge.store.apply(ticket);
  say(l10n.t('{0} is created', ticket.key));
  await commands.executeCommand('footbridge.openTicket', ticket.ref);
}

async function pickSource({ store }: Footbridge, title: string): Promise<Source> {
  const sources = store.sources.filter(({ linked, proposed }) => linked && !proposed);
  const [only] = sources;
  if (only === undefined) {
    throw new DeskError('usage', l10n.t('Open a folder with a git repository to create a ticket.'));
  }
  if (sources.length === 1) return only;
  const items = sources.map((source) => ({ label: source.connection.alias, description: source.product, source }));
  return (await pick(items, { title, placeHolder: l10n.t('Where?') })).source;
}

async function pickKind(title: string, offered: readonly Kind[]): Promise<Kind> {
  if (offered.length === 0) throw new DeskError('unsupported', l10n.t('This connection cannot create tickets.'));
  const items = offered.map((one) => ({ label: kindWord(one), one }));
  return (await pick(items, { title, placeHolder: l10n.t('What kind of ticket?') })).one;
}

async function pickService(title: string, { scopes }: Source): Promise<string | undefined> {
  const names = [...new Set(scopes.map(({ service }) => service))];
  if (names.length < 2) return names[0];
  return (
    await pick(
      names.map((label) => ({ label })),
      { title, placeHolder: l10n.t('For which service?') },
    )
  ).label;
}

/** ITIL: how many are hit, and how soon it must end; together they give the priority. */
async function pickLevels(title: string): Promise<{ readonly impact: Level; readonly urgency: Level }> {
  const impact = (
    await pick(
      [
        { label: l10n.t('High'), description: l10n.t('many users, or money is lost'), level: 1 as const },
        { label: l10n.t('Medium'), description: l10n.t('some users, or there is a way around it'), level: 2 as const },
        { label: l10n.t('Low'), description: l10n.t('one user'), level: 3 as const },
      ],
      { title, placeHolder: l10n.t('Impact: how much is hit?') },
    )
  ).level;
  const urgency = (
    await pick(
      ([1, 2, 3] as const).map((level) => ({
        label: [l10n.t('High'), l10n.t('Medium'), l10n.t('Low')][level - 1] ?? '',
        description: `P${priorityOf(impact, level)}`,
        level,
      })),
      { title, placeHolder: l10n.t('Urgency: how soon must it end?') },
    )
  ).level;
  return { impact, urgency };
}
