import type { OnCall } from '../domain/ports.ts';
import type { Service } from '../domain/service.ts';
import type { Source } from './sources.ts';

/** Who is called for a service now, by one connection. */
export interface ConnectionOnCall {
  readonly connection: string;
  readonly calls: readonly OnCall[];
}

/**
 * Who is called for a service now, the first to be called first. Connections that do not know, or cannot be asked, are left out: their
 * failures are told with their tickets.
 */
export async function whoIsOnCall(sources: readonly Source[], { name, tickets }: Service): Promise<ConnectionOnCall[]> {
  const linked = new Set(tickets.map(({ connection }) => connection));
  const asked = sources.filter(({ connection, proposed }) => linked.has(connection.alias) && !proposed);
  const answers = await Promise.all(asked.map(async (source) => callsOf(source, name)));
  return answers.filter(({ calls }) => calls.length > 0);
}

async function callsOf(source: Source, service: string): Promise<ConnectionOnCall> {
  const connection = source.connection.alias;
  try {
    const backend = await source.backend();
    const calls = (await backend.onCall?.(service)) ?? [];
    return { connection, calls: calls.toSorted((a, b) => a.level - b.level) };
  } catch {
    return { connection, calls: [] };
  }
}
