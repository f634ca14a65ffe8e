import { AsyncLocalStorage } from 'node:async_hooks';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import { mayBeDone } from './mayBeDone.ts';

interface Watch {
  /** Whether a write has reached the server, or may have. */
  isSent: boolean;
}

const watches = new AsyncLocalStorage<Watch>();

/** Sends a write. Who watches (`tellingOfWrites`) learns whether it may have had its effect. */
export async function sendingWrite<T>(send: () => Promise<T>): Promise<T> {
  const watch = watches.getStore();
  try {
    const answer = await send();
    if (watch !== undefined) watch.isSent = true;
    return answer;
  } catch (error) {
    if (watch !== undefined && mayBeDone(error)) watch.isSent = true;
    throw error;
  }
}

/**
 * A backend whose writes never fail as if nothing had been sent. A write is read back; where that reading is what fails, its error
 * alone would say "try again later", and the note would be there twice.
 */
export function tellingOfWrites(backend: Backend, alias: string): Backend {
  return {
    ...backend,
    assign: async (...given) => telling(alias, () => backend.assign(...given)),
    move: async (...given) => telling(alias, () => backend.move(...given)),
    note: async (...given) => telling(alias, () => backend.note(...given)),
    linkCommit: async (...given) => telling(alias, () => backend.linkCommit(...given)),
    ...optional(backend, alias),
  };
}

function optional({ create, decide }: Pick<Backend, 'create' | 'decide'>, alias: string): Partial<Backend> {
  return {
    ...(create === undefined ? {} : { create: async (draft) => telling(alias, () => create(draft)) }),
    ...(decide === undefined ? {} : { decide: async (...given) => telling(alias, () => decide(...given)) }),
  };
}

async function telling<T>(alias: string, write: () => Promise<T>): Promise<T> {
  const watch: Watch = { isSent: false };
  try {
    return await watches.run(watch, write);
  } catch (error) {
    if (!watch.isSent || !keepsFromSeeing(error)) throw error;
    const message = l10n.t('It was sent to {0}, and what became of it could not be seen: {1}', alias, error.message);
    throw new DeskError('unconfirmed', message, {
      detail: `${error.reason}: ${error.detail ?? error.message}`,
      next: l10n.t('Look there before you try again.'),
    });
  }
}

/** Whether it is about reaching or understanding the server, and not the server's or an adapter's word on the write. */
function keepsFromSeeing(error: unknown): error is DeskError {
  return DeskError.is(
    error,
    'offline',
    'timeout',
    'tls',
    'proxy',
    'rateLimited',
    'unavailable',
    'invalidResponse',
    'unauthorized',
    'notSignedIn',
  );
}
