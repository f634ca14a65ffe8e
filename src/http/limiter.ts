/** Runs work, at most so many at once, in the order in which it comes. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

export function createLimiter(maximum: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running >= maximum) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so that nobody who comes now overtakes it.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
