import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { ServiceScope, Ticket, TicketDraft } from '../domain/ticket.ts';
import type { Source } from './sources.ts';

export interface NewTicket extends Omit<TicketDraft, 'service'> {
  /** Absent: the only service that is linked to the connection, if it is the only one. */
  readonly service?: string;
}

/** Creates a ticket in one connection. @throws `usage` if a part of it is missing or unknown; `unsupported` if the connection cannot. */
export async function createTicket(source: Source, draft: NewTicket): Promise<Ticket> {
  const title = draft.title.trim();
  if (title === '') throw new DeskError('usage', l10n.t('A ticket needs a title.'));
  const backend = await source.backend();
  if (backend.create === undefined || !backend.capabilities.create.includes(draft.kind)) {
    throw new DeskError(
      'unsupported',
      l10n.t('The connection {0} cannot create a ticket of the kind {1}.', source.connection.alias, draft.kind),
    );
  }
  const { service: name, ...rest } = draft;
  const scope = scopeFor(source, name);
  return backend.create({ ...rest, title, ...(scope === undefined ? {} : { service: scope }) });
}

function scopeFor({ scopes, connection }: Source, name: string | undefined): ServiceScope | undefined {
  if (name === undefined) return scopes.length === 1 ? scopes[0] : undefined;
  const scope = scopes.find(({ service }) => service === name);
  if (scope !== undefined) return scope;
  throw new DeskError(
    'usage',
    l10n.t('No service {0} is linked to the connection {1}.', JSON.stringify(name), connection.alias),
    { next: l10n.t('Its services are: {0}.', scopes.map(({ service }) => service).join(', ') || '–') },
  );
}
