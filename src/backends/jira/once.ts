/** Asks once and keeps the answer. A failure is not kept: the next one asks again. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return async () => {
    const mine = asked ?? ask();
    asked = mine;
    try {
      return await mine;
    } catch (error) {
      if (asked === mine) asked = undefined;
      throw error;
    }
  };
}
