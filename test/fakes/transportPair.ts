import type { Transport } from '../../src/protocol/rpc.ts';

/** Two ends of one conversation in memory. Messages take a turn of the event loop, and only what JSON can hold gets through. */
export function transportPair(): readonly [Transport, Transport] {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [new Set(), new Set()];
  const end = (own: 0 | 1, other: 0 | 1): Transport => ({
    send: (message) => {
      const text = JSON.stringify(message);
      setImmediate(() => {
        for (const listener of listeners[other]) listener(JSON.parse(text));
      });
    },
    listen: (listener) => {
      listeners[own].add(listener);
      return () => listeners[own].delete(listener);
    },
  });
  return [end(0, 1), end(1, 0)];
}
