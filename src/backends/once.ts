/** An answer that is asked for on first use and kept. */
export interface Once<T> {
  (): Promise<T>;
  /** Keeps an answer that came another way. */
  keep(answer: T): void;
}

/** Asks once and keeps the answer. A failure is not kept: the next one asks again. */
export function once<T>(ask: () => Promise<T>): Once<T> {
  let asked: Promise<T> | undefined;
  const get = async (): Promise<T> => {
    const mine = asked ?? ask();
    asked = mine;
    try {
      return await mine;
    } catch (error) {
      if (asked === mine) asked = undefined;
      throw error;
    }
  };
  const keep = (answer: T): void => {
    asked = Promise.resolve(answer);
  };
  return Object.assign(get, { keep });
}
