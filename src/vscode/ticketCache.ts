import { Uri, workspace } from 'vscode';
import { readCachedTickets, writeCachedTickets } from '../app/cachedTickets.ts';
import type { TicketCache } from '../app/ticketStore.ts';
import type { Log } from '../domain/ports.ts';

/** The tickets that a window knew last, in a file of the workspace's storage. No folder is open: none. */
export function fileCache(storage: Uri | undefined, log: Log): TicketCache {
  if (storage === undefined) return { load: () => Promise.resolve([]), save: () => Promise.resolve() };
  const file = Uri.joinPath(storage, 'tickets.json');
  return {
    load: async () => {
      const bytes = await workspace.fs.readFile(file).then(
        (content) => content,
        () => undefined,
      );
      if (bytes === undefined) return [];
      const known = readCachedTickets(new TextDecoder().decode(bytes));
      if (known === undefined) log.info('The cache of another version is not read, and made anew.');
      return known ?? [];
    },
    save: async (known) => {
      // A cache that a crash cut short is one that cannot be parsed: it is written aside and moved into place.
      const aside = Uri.joinPath(storage, 'tickets.json.new');
      await workspace.fs.writeFile(aside, new TextEncoder().encode(writeCachedTickets(known)));
      await workspace.fs.rename(aside, file, { overwrite: true });
    },
  };
}
