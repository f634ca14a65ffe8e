import { CancellationError, l10n, ThemeIcon, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import * as v from 'valibot';
import { findTicket } from '../../app/findTicket.ts';
import type { Repository } from '../../app/repository.ts';
import type { Source } from '../../app/sources.ts';
import { DeskError } from '../../domain/errors.ts';
import type { Backend } from '../../domain/ports.ts';
import { sortTickets } from '../../domain/query.ts';
import type { Ticket, TicketRef } from '../../domain/ticket.ts';
import { escapeIcons } from '../escapeIcons.ts';
import type { Footbridge } from '../footbridge.ts';
import { describeNode } from '../tree/describeNode.ts';

/** A ticket that a command is about, with what is needed to act on it. */
export interface Subject {
  readonly ref: TicketRef;
  readonly source: Source;
  readonly backend: Backend;
  /** The repository whose working tree the ticket's work is done in. */
  readonly repository: Repository | undefined;
}

const refSchema = v.object({ connection: v.string(), id: v.string() });
const argumentSchema = v.union([
  refSchema,
  v.pipe(
    v.object({ ref: refSchema }),
    v.transform(({ ref }) => ref),
  ),
  v.pipe(
    v.object({ type: v.literal('ticket'), ticket: v.object({ ref: refSchema }) }),
    v.transform(({ ticket }) => ticket.ref),
  ),
]);

interface SubjectOptions {
  /** What the picker says that the ticket is wanted for. */
  readonly purpose: string;
  /** The tickets that a picker offers. */
  readonly offer?: (ticket: Ticket) => boolean;
}

/** The ticket that a command was called for; from the palette, the one that the user picks. */
export async function subjectOf(footbridge: Footbridge, given: unknown, options: SubjectOptions): Promise<Subject> {
  const parsed = v.safeParse(argumentSchema, given);
  return subjectOfRef(footbridge, parsed.success ? parsed.output : await pickTicket(footbridge, options));
}

export async function subjectOfRef(
  { store, repositories }: Pick<Footbridge, 'store' | 'repositories'>,
  ref: TicketRef,
): Promise<Subject> {
  const source = store.sources.find(({ connection }) => connection.alias === ref.connection);
  if (source === undefined) {
    throw new DeskError('notFound', l10n.t('The connection {0} is not open here.', ref.connection));
  }
  const repository = repositoryFor(repositories.all, ref, store.ticket(ref));
  return { ref, source, backend: await source.backend(), repository };
}

/** A desk's ticket belongs to the desk's repository, another one to the repository that builds its service. */
function repositoryFor(
  all: readonly Repository[],
  { connection }: TicketRef,
  ticket: Ticket | undefined,
): Repository | undefined {
  return (
    all.find(({ desk }) => desk.alias === connection) ??
    all.find(({ links }) => links.services.some(({ name }) => ticket?.services.includes(name))) ??
    all[0]
  );
}

interface TicketItem extends QuickPickItem {
  readonly ref?: TicketRef;
  readonly key?: string;
}

/** Lets the user pick one of the known tickets, or type the key of any other. */
async function pickTicket(footbridge: Footbridge, { purpose, offer = () => true }: SubjectOptions): Promise<TicketRef> {
  const { store, clock } = footbridge;
  const known = sortTickets(store.tickets.filter(offer)).map((ticket): TicketItem => itemOf(ticket, clock()));
  const picker = window.createQuickPick<TicketItem>();
  picker.title = purpose;
  picker.placeholder = l10n.t('Pick a ticket, or type the key of any other');
  picker.matchOnDescription = true;
  picker.items = known;
  picker.onDidChangeValue((typed) => {
    const asked = typed.trim();
    const other: TicketItem = { label: l10n.t('Look for {0}', escapeIcons(asked)), key: asked, alwaysShow: true };
    picker.items = asked === '' ? known : [...known, other];
  });
  const chosen = await new Promise<TicketItem | undefined>((resolve) => {
    picker.onDidAccept(() => resolve(picker.selectedItems[0]));
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  if (chosen?.ref !== undefined) return chosen.ref;
  if (chosen?.key === undefined) throw new CancellationError();
  return (await findTicket(store.sources, chosen.key)).ticket.ref;
}

function itemOf(ticket: Ticket, now: Date): TicketItem {
  const { label, description, icon } = describeNode({ type: 'ticket', ticket, current: false }, now);
  return {
    label: escapeIcons(label),
    description: escapeIcons(description),
    ref: ticket.ref,
    ...(icon === undefined ? {} : { iconPath: new ThemeIcon(icon) }),
  };
}
