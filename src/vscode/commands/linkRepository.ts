import {
  CancellationError,
  l10n,
  ProgressLocation,
  QuickPickItemKind,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { Repository } from '../../app/repository.ts';
import type { Source } from '../../app/sources.ts';
import type { Connection } from '../../domain/connection.ts';
import { explain } from '../../domain/errors.ts';
import type { WrittenService } from '../../domain/linkFile.ts';
import { selectorText, type Service, type ServiceLink } from '../../domain/service.ts';
import type { Footbridge } from '../footbridge.ts';
import { escapeIcons } from '../escapeIcons.ts';
import { askText, pick } from './ask.ts';
import { pickRepository } from './branch.ts';

/** Writes into the link file which places hold the tickets of a service: those that were found, and those that the connections offer. */
export async function linkRepositoryCommand({ repositories, store, connections }: Footbridge): Promise<void> {
  const title = l10n.t('Link this repository');
  const repository = await pickRepository(repositories.all);
  const service = await pickService(title, repository);
  const offers = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Asking the connections what they have…') },
    async () => Promise.all(store.sources.filter(({ connection }) => connection.kind !== 'git').map(offersOf)),
  );
  const links = await pickLinks(title, service, offers.flat());
  const used = new Set(links.map(({ connection }) => connection));
  await writeLinkFile(repository, {
    name: service.name,
    paths: service.paths,
    tickets: links,
    connections: [...connections.all(), ...repository.links.proposed]
      .filter(({ alias }) => used.has(alias))
      .filter(isFirst),
  });
}

function isFirst({ alias }: Connection, index: number, all: readonly Connection[]): boolean {
  return all.findIndex((one) => one.alias === alias) === index;
}

type ChosenService = Pick<Service, 'name' | 'paths' | 'tickets'>;

interface ServiceItem extends QuickPickItem {
  readonly service?: ChosenService;
}

async function pickService(title: string, { links, name }: Repository): Promise<ChosenService> {
  const known = links.services.map((service): ServiceItem => ({
    label: escapeIcons(service.name),
    description: service.paths.join(' '),
    service,
  }));
  const items: readonly ServiceItem[] = [...known, { label: `$(add) ${l10n.t('Another service…')}` }];
  const { service } = await pick(items, { title, placeHolder: l10n.t('Which service of {0}?', name) });
  if (service !== undefined) return service;
  const called = await askText({ title, prompt: l10n.t('The name of the service, as people say it') });
  const paths = await askText({
    title,
    prompt: l10n.t('The files that belong to it, as a glob from the root. Empty: the whole repository'),
    placeHolder: 'services/checkout/**',
    optional: true,
  });
  return { name: called, paths: paths === '' ? [] : [paths], tickets: [] };
}

interface Offer extends QuickPickItem {
  /** Absent for a line that separates. */
  readonly link?: ServiceLink;
}

/** What a connection has to choose from. One that cannot tell says why, and the others are offered all the same. */
async function offersOf(source: Source): Promise<readonly Offer[]> {
  const { alias } = source.connection;
  try {
    const backend = await source.backend();
    const places = await backend.places?.();
    const offers = (places ?? []).map(({ label, description = '', select }): Offer => ({
      label: escapeIcons(label),
      description: escapeIcons(description),
      link: { connection: alias, select },
    }));
    const all: Offer = { label: l10n.t('Everything'), link: { connection: alias, select: {} } };
    return [separator(`${alias} · ${source.product}`), ...offers, all];
  } catch (error) {
    return [separator(`${alias}: ${explain(error)}`)];
  }
}

function separator(label: string): Offer {
  return { label, kind: QuickPickItemKind.Separator };
}

async function pickLinks(title: string, service: ChosenService, offers: readonly Offer[]): Promise<ServiceLink[]> {
  const linked = service.tickets.map((link): Offer => ({
    label: link.connection,
    description: escapeIcons(selectorText(link)),
    detail: link.source === undefined || link.source === 'default' ? '' : l10n.t('Found in {0}', link.source),
    picked: true,
    link,
  }));
  const desk: Offer = {
    label: l10n.t('Git desk'),
    description: 'git',
    picked: true,
    link: { connection: 'git', select: {} },
  };
  const hasDesk = service.tickets.some(({ connection }) => connection === 'git');
  const known = new Set(service.tickets.map(identity));
  const rest = offers.filter(({ link }) => link === undefined || !known.has(identity(link)));
  const options = {
    title,
    canPickMany: true as const,
    ignoreFocusOut: true,
    matchOnDescription: true,
    placeHolder: l10n.t('Where are the tickets of {0}?', service.name),
  };
  const chosen = await window.showQuickPick([...linked, ...(hasDesk ? [] : [desk]), ...rest], options);
  if (chosen === undefined || chosen.length === 0) throw new CancellationError();
  return chosen.flatMap(({ link }) => link ?? []);
}

function identity({ connection, select }: ServiceLink): string {
  return JSON.stringify([connection, select]);
}

/** Writes through the editor, so that it can be undone and what is not saved yet is kept. */
async function writeLinkFile({ root, linkFile, withService }: Repository, service: WrittenService): Promise<void> {
  const uri = linkFile === undefined ? Uri.joinPath(Uri.file(root), '.footbridge.yml') : Uri.file(linkFile);
  const edit = new WorkspaceEdit();
  if (linkFile === undefined) {
    edit.createFile(uri, {
      contents: new TextEncoder().encode(withService(undefined, service)),
      ignoreIfExists: false,
    });
  } else {
    const document = await workspace.openTextDocument(uri);
    const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
    edit.replace(uri, whole, withService(document.getText(), service));
  }
  if (!(await workspace.applyEdit(edit))) throw new Error(l10n.t('{0} could not be written.', uri.fsPath));
  const document = await workspace.openTextDocument(uri);
  await document.save();
  await window.showTextDocument(document);
}
