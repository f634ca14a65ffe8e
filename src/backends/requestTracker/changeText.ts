import * as l10n from '@vscode/l10n';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Markdown } from '../../domain/ticket.ts';
import type { WireTicket, WireTransaction } from './schema.ts';

interface Surroundings {
  /** The text of a ticket that was merged into this one. */
  readonly text: Markdown;
  readonly ticket: WireTicket;
  /** The name of an account by its number. */
  readonly nameOf: (user: string) => Promise<string>;
}

interface ChangeText {
  readonly kind: 'change' | 'link';
  readonly body: Markdown;
}

/** What a transaction did, as a sentence. */
export async function changeText(row: WireTransaction, around: Surroundings): Promise<ChangeText> {
  const { Type, Field, OldValue, NewValue } = row;
  switch (Type) {
    case 'Create':
      return created(row, around);
    case 'Status':
      return say(l10n.t('Status: {0} → {1}', shown(OldValue), shown(NewValue)));
    case 'AddLink':
      return linked(NewValue);
    case 'DeleteLink':
      return say(l10n.t('No longer linked: {0}', local(OldValue) ?? shown(OldValue)));
    case 'CustomField':
      return say(l10n.t('{0}: {1} → {2}', fieldName(Field, around.ticket), shown(OldValue), shown(NewValue)));
    case 'AddWatcher':
      return say(l10n.t('{0} was added: {1}', shown(Field), plainToMarkdown(await around.nameOf(NewValue))));
    case 'DelWatcher':
      return say(l10n.t('{0} was removed: {1}', shown(Field), plainToMarkdown(await around.nameOf(OldValue))));
    case 'Set':
    case 'SetWatcher':
      return set(row, around);
    default:
      return say(Field === '' ? shown(Type) : l10n.t('{0}: {1} → {2}', shown(Field), shown(OldValue), shown(NewValue)));
  }
}

function created({ ObjectId }: WireTransaction, { text, ticket }: Surroundings): ChangeText {
  if (ObjectId === ticket.id) return say(l10n.t('Created.'));
  return say(`${l10n.t('Created: {0}, which was merged into this one.', `#${ObjectId}`)}\n\n${text}`.trim());
}

async function set({ Field, OldValue, NewValue }: WireTransaction, { nameOf }: Surroundings): Promise<ChangeText> {
  switch (Field) {
    case 'Owner': {
      const [from, to] = await Promise.all([nameOf(OldValue), nameOf(NewValue)]);
      return say(l10n.t('Owner: {0} → {1}', plainToMarkdown(from), plainToMarkdown(to)));
    }
    case 'Queue':
      // By number on both sides; the name of the new one stands on the ticket.
      return say(l10n.t('Moved to another queue.'));
    default:
      return say(l10n.t('{0}: {1} → {2}', shown(Field), shown(OldValue), shown(NewValue)));
  }
}

function linked(target: string): ChangeText {
  const ticket = local(target);
  if (ticket !== undefined) return say(l10n.t('Linked with {0}', ticket));
  const url = externalUrl(target);
  return { kind: 'link', body: url === undefined ? shown(target) : `<${url}>` };
}

/** `fsck.com-rt://example.org/ticket/7` is what Request Tracker calls its own ticket. */
function local(target: string): string | undefined {
  const id = /^fsck\.com-rt:\/\/.*\/ticket\/(\d+)$/.exec(target)?.[1];
  return id === undefined ? undefined : `#${id}`;
}

function fieldName(id: string, { CustomFields }: WireTicket): string {
  return shown(CustomFields.find((field) => field.id === id)?.name ?? l10n.t('Field {0}', id));
}

/** A value that anybody may have typed, as one line that shows what it was. */
function shown(value: string): Markdown {
  const line = oneLine(value, 200);
  return line === '' || line.startsWith('1970-01-01') ? '–' : plainToMarkdown(line);
}

function say(body: Markdown): ChangeText {
  return { kind: 'change', body };
}
