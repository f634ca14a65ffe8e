import { createHash } from 'node:crypto';
import { Uri, workspace } from 'vscode';
import { readCachedTickets, writeCachedTickets, type CacheFormat } from '../app/cachedTickets.ts';
import type { TicketCache } from '../app/ticketStore.ts';
import type { Log } from '../domain/ports.ts';

interface FileCacheOptions {
  /** The workspace's storage; absent where no folder is open. */
  readonly storage: Uri | undefined;
  /** The version of Footbridge. */
  readonly version: string;
  readonly log: Log;
}

/** The tickets that a window knew last, in a file of the workspace's storage. No folder is open: none. */
export function fileCache({ storage, version, log }: FileCacheOptions): TicketCache {
  if (storage === undefined) return { load: () => Promise.resolve([]), save: () => Promise.resolve() };
  const file = Uri.joinPath(storage, 'tickets');
  const format: CacheFormat = { version, digest: sha256 };
  return {
    load: async () => {
      const bytes = await workspace.fs.readFile(file).then(
        (content) => content,
        () => undefined,
      );
      if (bytes === undefined) return [];
      const known = readCachedTickets(new TextDecoder().decode(bytes), format);
      if (known === undefined) log.info('The cache is of another version, or damaged: it is made anew.');
      return known ?? [];
    },
    save: async (known) => {
      // A cache that a crash cut short has another digest; written aside, it does not even take the place of the last one.
      const aside = Uri.joinPath(storage, 'tickets.new');
      await workspace.fs.writeFile(aside, new TextEncoder().encode(writeCachedTickets(known, format)));
      await workspace.fs.rename(aside, file, { overwrite: true });
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
