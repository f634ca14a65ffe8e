import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer. @throws after the time, saying what was waited for. */
export async function until<T>(ask: () => Promise<T | undefined | false>, what: string, timeout = 60_000): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`There was no sign of ${what} in ${timeout / 1000} s.`);
    await delay(100);
  }
}
