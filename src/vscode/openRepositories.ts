import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { commands, EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import type { Repository } from '../app/repository.ts';
import { sourcesOf, type SourceOptions } from '../app/sources.ts';
import type { TicketStore } from '../app/ticketStore.ts';
import { deskConnection, type Connection } from '../domain/connection.ts';
import type { Log } from '../domain/ports.ts';
import { servicesIn } from '../domain/servicePaths.ts';
import { DisposableStore } from './disposableStore.ts';
import { background } from './log.ts';

/** Why there are repositories, or why there are none. The welcome views go by it. */
export type OpenState = 'opening' | 'noFolder' | 'untrusted' | 'noGit' | 'ready';

/** What says where tickets are: the link file, and the files of other tools. */
const linkFiles = '**/{.footbridge,catalog-info,service.datadog,entity.datadog,compass}.{yml,yaml}';

interface OpenRepositoriesOptions {
  readonly store: TicketStore;
  readonly log: Log;
  readonly kinds: SourceOptions['kinds'];
  readonly connections: () => readonly Connection[];
  /** Opens the repository that a folder is in; undefined if it is in none. Runs git. */
  readonly openRepository: (folder: string, desk: (name: string) => Connection) => Promise<Repository | undefined>;
  readonly openBackend: (repositories: readonly Repository[]) => SourceOptions['open'];
}

/** The repositories of the open folders, kept up with what happens to them. */
export class OpenRepositories {
  readonly #options: OpenRepositoriesOptions;
  readonly #disposables = new DisposableStore();
  readonly #watchers = this.#disposables.add(new DisposableStore());
  readonly #changed = this.#disposables.add(new EventEmitter<void>());
  /** Fires when the repositories, their links or the branch that is checked out changed. */
  readonly onDidChange = this.#changed.event;
  #all: readonly Repository[] = [];
  #state: OpenState = 'opening';
  #reloading: Promise<void> | undefined;

  constructor(options: OpenRepositoriesOptions) {
    this.#options = options;
    const reload = (): void => background(this.reload(), options.log);
    this.#disposables.add(workspace.onDidChangeWorkspaceFolders(reload));
    this.#disposables.add(workspace.onDidGrantWorkspaceTrust(reload));
    this.#watch(this.#disposables, linkFiles, reload);
    this.#watch(this.#disposables, '**/.git', reload);
  }

  get all(): readonly Repository[] {
    return this.#all;
  }

  get state(): OpenState {
    return this.#state;
  }

  /** Resolves when the repositories have been opened. */
  get opened(): Promise<void> {
    return this.#reloading ?? this.reload();
  }

  /** Opens the repositories again. One after the other, so that the last call decides. */
  reload(): Promise<void> {
    this.#reloading = (this.#reloading ?? Promise.resolve()).catch(() => undefined).then(() => this.#open());
    return this.#reloading;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #open(): Promise<void> {
    const folders = (workspace.workspaceFolders ?? []).filter(
      ({ uri }) => uri.scheme === 'file' || uri.scheme === 'vscode-remote',
    );
    // Nothing of an untrusted folder is read by git: its configuration can name programs to run.
    const opened = workspace.isTrusted ? await this.#openAll(folders.map(({ uri }) => uri.fsPath)) : [];
    this.#all = opened;
    this.#state = stateOf({ folders: folders.length, opened: opened.length });
    await commands.executeCommand('setContext', 'footbridge.state', this.#state);
    await commands.executeCommand('setContext', 'footbridge.several', opened.length > 1);
    this.#watchGit();
    const { store, kinds, log } = this.#options;
    const open = this.#options.openBackend(opened);
    const services = opened.flatMap(({ links }) => links.services);
    store.useSources(
      sourcesOf({ repositories: opened, connections: this.#options.connections(), kinds, open }),
      services,
    );
    this.#changed.fire();
    background(store.refresh(), log);
  }

  async #openAll(folders: readonly string[]): Promise<Repository[]> {
    const names = new Set<string>();
    const byRoot = new Map<string, { readonly repository: Repository; readonly folders: string[] }>();
    for (const folder of folders) {
      const repository = await this.#options.openRepository(folder, (name) => deskFor(name, names));
      if (repository === undefined) continue;
      const within = await pathWithin(repository.root, folder);
      const known = byRoot.get(repository.root);
      if (known === undefined) byRoot.set(repository.root, { repository, folders: [within] });
      else known.folders.push(within);
    }
    return [...byRoot.values()].map(({ repository, folders: opened }) => ({
      ...repository,
      links: { ...repository.links, services: servicesIn(repository.links.services, opened) },
    }));
  }

  #watchGit(): void {
    this.#watchers.clear();
    for (const { gitDirectory, commonDirectory, desk } of this.#all) {
      // A checkout in a terminal counts as much as one in the editor.
      this.#watch(this.#watchers, new RelativePattern(Uri.file(gitDirectory), 'HEAD'), () => this.#changed.fire());
      this.#watch(this.#watchers, new RelativePattern(Uri.file(commonDirectory), 'config'), () => this.#changed.fire());
      const refs = new RelativePattern(Uri.file(`${commonDirectory}/refs/footbridge`), 'desk');
      const { store, log } = this.#options;
      this.#watch(this.#watchers, refs, () =>
        background(store.refresh({ connection: desk.alias, changes: true }), log),
      );
    }
  }

  #watch(owner: DisposableStore, pattern: RelativePattern | string, changed: () => void): void {
    const watcher = owner.add(workspace.createFileSystemWatcher(pattern));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) owner.add(event(changed));
  }
}

function stateOf({ folders, opened }: { readonly folders: number; readonly opened: number }): OpenState {
  if (folders === 0) return 'noFolder';
  if (!workspace.isTrusted) return 'untrusted';
  return opened === 0 ? 'noGit' : 'ready';
}

/** A folder of a repository from its root, with `/`. The root is where symbolic links lead, so the folder is followed too. */
async function pathWithin(root: string, folder: string): Promise<string> {
  const target = await realpath(folder).catch(() => folder);
  return relative(root, target).split(sep).join('/');
}

/** One open repository's desk is `git`; the others' carry their names. */
function deskFor(name: string, taken: Set<string>): Connection {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  let alias = taken.size === 0 ? deskConnection.alias : `${deskConnection.alias}-${slug}`;
  while (taken.has(alias)) alias += '-2';
  taken.add(alias);
  return { ...deskConnection, alias };
}
