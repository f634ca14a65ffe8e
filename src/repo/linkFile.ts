import { isUtf8 } from 'node:buffer';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { LinkFile, LinkProblem } from '../domain/linkFile.ts';
import type { Links, Service } from '../domain/service.ts';
import { catalogLinks } from './catalogs/catalogLinks.ts';
import { findCatalogs } from './catalogs/findCatalogs.ts';
import { parseLinkFile, type LinkFileContext } from './linkFileParse.ts';

const names = ['.footbridge.yml', '.footbridge.yaml'] as const;
const mostBytes = 1024 * 1024;

export interface ReadLinkFile extends LinkFile {
  /** The file that was read; absent if there is none. */
  readonly file?: string;
}

/**
 * Reads the link file at the root of a repository. Without one, or where it names no service and has no error, the links are
 * those of the catalogs and remotes of the repository, and else the repository as a whole is one service on its git desk. Never throws for what a repository holds: that is told as problems.
 * @param root the top folder of the working tree.
 */
export async function readLinkFile(root: string, context: LinkFileContext): Promise<ReadLinkFile> {
  for (const name of names) {
    const file = join(root, name);
    const text = await readText(root, file);
    if (text === undefined) continue;
    if (typeof text !== 'string') return { file, links: { services: [], proposed: [] }, problems: [text] };
    const { links, problems } = parseLinkFile(text, context);
    const isSilent = links.services.length === 0 && problems.every(({ severity }) => severity !== 'error');
    if (!isSilent) return { file, problems, links };
    const connections = [...context.connections, ...links.proposed];
    const { services, proposed } = await linksOfCatalogs(root, { ...context, connections });
    return { file, problems, links: { services, proposed: [...links.proposed, ...proposed] } };
  }
  return { links: await linksOfCatalogs(root, context), problems: [] };
}

async function linksOfCatalogs(root: string, context: LinkFileContext): Promise<Links> {
  const { services, remotes } = await findCatalogs(root);
  return catalogLinks(services, { ...context, remotes, whole: wholeRepository(root) });
}

function wholeRepository(root: string): Service {
  return {
    name: basename(root),
    paths: [],
    tickets: [{ connection: 'git', select: {} }],
    serviceLevels: {},
    standUp: [],
    source: 'default',
  };
}

/** The text of a file within the repository; a problem if it may not or cannot be read; undefined if there is none. */
async function readText(root: string, file: string): Promise<string | LinkProblem | undefined> {
  try {
    const target = await realpath(file);
    const inside = relative(await realpath(root), target);
    if (inside.startsWith('..') || isAbsolute(inside)) {
      return problem(l10n.t('This file is a link to {0}, outside of the repository, and is not read.', target));
    }
    return await readLimited(target);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return problem(l10n.t('This file cannot be read: {0}', error instanceof Error ? error.message : String(error)));
  }
}

async function readLimited(file: string): Promise<string | LinkProblem> {
  // Asked before it is opened: to open a pipe waits for somebody to write into it.
  const stats = await stat(file);
  if (!stats.isFile()) return problem(l10n.t('This is not a file.'));
  if (stats.size > mostBytes) return problem(l10n.t('This file is larger than {0} bytes, and is not read.', mostBytes));
  const bytes = await readFile(file);
  return isUtf8(bytes) ? bytes.toString('utf8') : problem(l10n.t('This file is not text in UTF-8.'));
}

function problem(message: string): LinkProblem {
  return { message, severity: 'error', start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
}
