/** Runs work, at most so many at once, in the order in which it comes. Who gives up while it waits leaves the queue. */
export type Limiter = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

export function createLimiter(maximum: number): Limiter {
  const waiting = new Set<() => void>();
  let running = 0;

  /** @returns whether its turn came: not, if it left the queue. */
  const turn = (signal: AbortSignal | undefined): Promise<boolean> =>
    new Promise((resolve) => {
      const begin = (): void => {
        waiting.delete(begin);
        signal?.removeEventListener('abort', leave);
        resolve(true);
      };
      const leave = (): void => {
        waiting.delete(begin);
        resolve(false);
      };
      waiting.add(begin);
      signal?.addEventListener('abort', leave, { once: true });
    });

  return async (work, signal) => {
    signal?.throwIfAborted();
    if (running < maximum) running++;
    else if (!(await turn(signal))) signal?.throwIfAborted();
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so that nobody who comes now overtakes it.
      const [next] = waiting;
      if (next === undefined) running--;
      else next();
    }
  };
}
