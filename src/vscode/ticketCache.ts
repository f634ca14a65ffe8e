import { FileType, Uri, workspace } from 'vscode';
import * as v from 'valibot';
import type { ConnectionTickets, TicketCache } from '../app/ticketStore.ts';
import type { Log } from '../domain/ports.ts';
import { ticketSchema } from '../domain/ticketSchema.ts';

const cacheSchema = v.object({
  version: v.literal(1),
  connections: v.array(
    v.object({
      connection: v.string(),
      tickets: v.array(ticketSchema),
      total: v.exactOptional(v.number()),
      more: v.boolean(),
      asOf: v.exactOptional(v.string()),
    }),
  ),
});

/** The tickets that a window knew last, in a file of the workspace's storage. No folder is open: none. */
export function fileCache(storage: Uri | undefined, log: Log): TicketCache {
  if (storage === undefined) return { load: () => Promise.resolve([]), save: () => Promise.resolve() };
  const file = Uri.joinPath(storage, 'tickets.json');
  return {
    load: async () => {
      const bytes = await readIfThere(file);
      if (bytes === undefined) return [];
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cacheSchema), new TextDecoder().decode(bytes));
      if (!parsed.success) log.info(`the cache is not readable and is made anew: ${parsed.issues[0].message}`);
      return parsed.success ? parsed.output.connections.map((known) => ({ ...known, loading: false })) : [];
    },
    save: async (known) => {
      // A cache that a crash cut short is one that cannot be parsed: it is written aside and moved into place.
      const aside = Uri.joinPath(storage, 'tickets.json.new');
      await workspace.fs.writeFile(aside, new TextEncoder().encode(JSON.stringify(cacheOf(known))));
      await workspace.fs.rename(aside, file, { overwrite: true });
    },
  };
}

function cacheOf(known: readonly ConnectionTickets[]): v.InferOutput<typeof cacheSchema> {
  const connections = known.map(({ connection, tickets, total, more, asOf }) => ({
    connection,
    // A ticket that was read by itself has more than a list shows. The schema keeps what belongs to a ticket.
    tickets: tickets.map((ticket) => v.parse(ticketSchema, ticket)),
    more,
    ...(total === undefined ? {} : { total }),
    ...(asOf === undefined ? {} : { asOf }),
  }));
  return { version: 1, connections };
}

async function readIfThere(file: Uri): Promise<Uint8Array | undefined> {
  const folder = await workspace.fs.readDirectory(Uri.joinPath(file, '..')).then(
    (entries) => entries,
    () => [],
  );
  const there = folder.some(([name, type]) => name === 'tickets.json' && type === FileType.File);
  return there ? workspace.fs.readFile(file) : undefined;
}
