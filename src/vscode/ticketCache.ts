import { Uri } from 'vscode';
import type { SharedAnswers } from '../app/sharedAnswers.ts';
import type { TicketCache } from '../app/ticketStore.ts';
import { cacheFile, sha256 } from './cacheFile.ts';

interface CacheOptions {
  /** Where the files are; absent where VS Code has no place for them: no folder is open. */
  readonly storage: Uri | undefined;
  /** The version of Footbridge: it reads only what it wrote itself. */
  readonly version: string;
}

/** The tickets that a window knew last, in a file of the workspace's storage. No folder is open: none. */
export function windowCache({ storage, version }: CacheOptions): TicketCache {
  if (storage === undefined) return { load: () => Promise.resolve([]), save: () => Promise.resolve() };
  const file = cacheFile(Uri.joinPath(storage, 'tickets'), version);
  return { load: async () => (await file.read()) ?? [], save: (known) => file.write(known) };
}

/** The answers of all windows, one file a question, in the storage that they share. */
export function windowAnswers({ storage, version }: CacheOptions & { readonly storage: Uri }): SharedAnswers {
  const fileFor = (question: string) =>
    cacheFile(Uri.joinPath(storage, `answer-${sha256(question).slice(0, 32)}`), version);
  return {
    recent: async (question, since) => {
      const [answer] = (await fileFor(question).read()) ?? [];
      return answer?.asOf !== undefined && answer.asOf >= since ? answer : undefined;
    },
    offer: (question, answer) => fileFor(question).write([answer]),
  };
}
