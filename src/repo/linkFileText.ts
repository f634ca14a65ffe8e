import * as l10n from '@vscode/l10n';
import { Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { DeskError } from '../domain/errors.ts';
import type { WrittenService } from '../domain/linkFile.ts';
import type { ServiceLink } from '../domain/service.ts';
import { isCheapToParse } from './linkFileCost.ts';

const heading = ' Links this repository to its services. Reviewed like code; it holds no secret.';

/**
 * The text of a link file with a service added. What is there stays as it is, with its comments: a service of that name gets the links
 * that it does not have.
 * @param text of the file; undefined if there is none.
 * @throws `configuration` if the file is not understood: a person has to look at it first.
 */
export function withService(text: string | undefined, service: WrittenService): string {
  const document = text === undefined || text.trim() === '' ? newFile() : read(text);
  const written = listIn(document, 'services');
  const known = entryOf(written, 'name', service.name);
  if (known === undefined) written.add(document.createNode(serviceEntry(service)));
  else addLinks(document, known, service);
  if (service.connections.length > 0) {
    const proposals = listIn(document, 'connections');
    for (const { alias, kind, url } of service.connections) {
      if (entryOf(proposals, 'alias', alias) === undefined) {
        proposals.add(document.createNode({ alias, kind, url }, { flow: true }));
      }
    }
  }
  return document.toString({ lineWidth: 120 });
}

function newFile(): Document {
  const document = new Document({ version: 1 });
  document.commentBefore = heading;
  return document;
}

function read(text: string): Document {
  const document = isCheapToParse(text) ? parseDocument(text, { prettyErrors: false, logLevel: 'silent' }) : undefined;
  if (document === undefined || document.errors.length > 0 || !isMap(document.contents)) {
    throw new DeskError('configuration', l10n.t('The link file has errors, and is left as it is.'), {
      next: l10n.t('Correct what the Problems view says of it, then try again.'),
    });
  }
  return document;
}

/** A list at the top of the file, made where there is none. */
function listIn(document: Document, key: 'services' | 'connections'): YAMLSeq {
  const known = document.get(key);
  if (isSeq(known)) return known;
  const made = document.createNode([]);
  made.flow = false;
  document.set(key, made);
  return made;
}

function entryOf(list: YAMLSeq, key: string, value: string): YAMLMap | undefined {
  return list.items.filter((item): item is YAMLMap => isMap(item)).find((item) => item.get(key) === value);
}

function serviceEntry({ name, paths, tickets }: WrittenService): object {
  return { name, ...(paths.length === 0 ? {} : { paths }), tickets: tickets.map(linkEntry) };
}

function linkEntry({ connection, select }: ServiceLink): object {
  return { connection, ...select };
}

function addLinks(document: Document, service: YAMLMap, { tickets }: WrittenService): void {
  const known = service.get('tickets');
  const links = isSeq(known) ? known : document.createNode([]);
  const existing = new Set(links.items.map((item) => JSON.stringify(isMap(item) ? item.toJSON() : item)));
  for (const link of tickets) {
    const entry = linkEntry(link);
    if (!existing.has(JSON.stringify(entry))) links.add(document.createNode(entry));
  }
  if (links !== known) service.set('tickets', links);
}
