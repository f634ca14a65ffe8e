import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseRemote, type RemoteRepository } from '../../domain/codeHost.ts';
import { gitIn } from '../gitProcess.ts';
import { backstageServices } from './backstage.ts';
import type { CatalogFile, CatalogService } from './catalogService.ts';
import { owningGroup } from './codeowners.ts';
import { compassServices } from './compass.ts';
import { datadogServices } from './datadog.ts';

interface Catalog {
  readonly names: readonly string[];
  readonly read: (file: CatalogFile, remotes: readonly RemoteRepository[]) => CatalogService[];
}

/** In the order in which they count. */
const catalogs: readonly Catalog[] = [
  { names: ['catalog-info.yaml', 'catalog-info.yml'], read: backstageServices },
  {
    names: ['service.datadog.yaml', 'service.datadog.yml', 'entity.datadog.yaml', 'entity.datadog.yml'],
    read: datadogServices,
  },
  { names: ['compass.yml', 'compass.yaml'], read: compassServices },
];

/** Where CODEOWNERS is looked for, in the order of GitHub and GitLab. */
const ownerFiles = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

const mostFiles = 500;
const mostBytes = 1024 * 1024;

export interface FoundCatalogs {
  /** In the order in which they count. */
  readonly services: readonly CatalogService[];
  readonly remotes: readonly RemoteRepository[];
}

/** What the files of other tools, which git tracks in the repository, say of its services. Never throws for what they hold. */
export async function findCatalogs(root: string): Promise<FoundCatalogs> {
  const names = catalogs.flatMap((catalog) => catalog.names);
  const [files, remotes, owners] = await Promise.all([tracked(root, names), remotesOf(root), codeowners(root)]);
  const perFile = catalogs.flatMap((catalog) => {
    const own = files.filter((file) => catalog.names.includes(path.posix.basename(file.path)));
    return own.flatMap((file) => catalog.read(file, remotes).map((service) => ({ file, service })));
  });
  return {
    remotes,
    services: perFile.map(({ file, service }) => {
      const group = service.group ?? owningGroup(owners, path.posix.dirname(`./${file.path}`).replace(/^\.\/?/, ''));
      return group === undefined ? service : { ...service, group };
    }),
  };
}

async function tracked(root: string, names: readonly string[]): Promise<CatalogFile[]> {
  const specs = names.map((name) => `:(glob)**/${name}`);
  const { stdout } = await gitIn(root).run(['ls-files', '-z', '--', ...specs], { exits: [0, 128] });
  const found = stdout.split('\0').filter((name) => name !== '');
  // The shallowest first: that of the repository itself is never the one too many.
  const some = found.toSorted((a, b) => depth(a) - depth(b)).slice(0, mostFiles);
  const files = await Promise.all(
    some.map(async (name) => ({ path: name, text: await textOf(path.join(root, name)) })),
  );
  return files.filter(({ text }) => text !== '');
}

function depth(name: string): number {
  return name.split('/').length;
}

/** Empty where there is no such file, or it is no file for people. A link could lead out of the repository, and is not followed. */
async function textOf(file: string): Promise<string> {
  try {
    const stats = await lstat(file);
    return stats.isFile() && stats.size <= mostBytes ? await readFile(file, 'utf8') : '';
  } catch {
    return '';
  }
}

async function codeowners(root: string): Promise<string> {
  const texts = await Promise.all(ownerFiles.map(async (name) => textOf(path.join(root, name))));
  return texts.find((text) => text !== '') ?? '';
}

/** Where the repository is at its code hosts; `origin` first. */
async function remotesOf(root: string): Promise<RemoteRepository[]> {
  const { stdout } = await gitIn(root).run(['config', '--get-regexp', String.raw`^remote\..*\.url$`], {
    exits: [0, 1],
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  const sorted = lines.toSorted(
    (a, b) => Number(b.startsWith('remote.origin.')) - Number(a.startsWith('remote.origin.')),
  );
  return sorted.flatMap((line) => parseRemote(line.slice(line.indexOf(' ') + 1)) ?? []);
}
