import { createHash } from 'node:crypto';
import { Uri, workspace } from 'vscode';
import { readCachedTickets, writeCachedTickets, type CacheFormat } from '../app/cachedTickets.ts';
import type { ConnectionTickets } from '../app/ticketStore.ts';

/** A file with tickets, as a window left it for itself or for others. */
export interface CacheFile {
  /** Undefined: there is none, or another version wrote it, or it is damaged. */
  read(): Promise<readonly ConnectionTickets[] | undefined>;
  write(known: readonly ConnectionTickets[]): Promise<void>;
}

export function cacheFile(file: Uri, version: string): CacheFile {
  const format: CacheFormat = { version, digest: sha256 };
  return {
    read: async () => {
      const bytes = await workspace.fs.readFile(file).then(
        (content) => content,
        () => undefined,
      );
      return bytes === undefined ? undefined : readCachedTickets(new TextDecoder().decode(bytes), format);
    },
    write: async (known) => {
      // A write that a crash cuts short has another digest; written aside, it does not even take the place of the last one.
      const aside = file.with({ path: `${file.path}.${process.pid}` });
      await workspace.fs.writeFile(aside, new TextEncoder().encode(writeCachedTickets(known, format)));
      await workspace.fs.rename(aside, file, { overwrite: true });
    },
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
