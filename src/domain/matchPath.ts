/** The files that a path may mean, and whether it can mean no other. */
export interface PathMatch {
  readonly files: readonly string[];
  readonly certain: boolean;
}

/**
 * Which of some files a path means that was written on another machine: those that share the longest end with it.
 * `/app/src/pay/cart.ts` is `src/pay/cart.ts` here.
 */
export function matchPath(path: string, files: readonly string[]): PathMatch {
  const wanted = segmentsOf(path);
  const scored = files.map((file) => ({ file, shared: sharedEnd(wanted, segmentsOf(file)) }));
  const most = Math.max(1, ...scored.map(({ shared }) => shared));
  const best = scored.filter(({ shared }) => shared === most).map(({ file }) => file);
  // Of a path with folders, the same name in another folder is a guess: `index.ts` is everywhere.
  return { files: best, certain: best.length === 1 && (most > 1 || wanted.length === 1) };
}

/** The folders and the name of a path of either kind of system, without what leads up or nowhere. */
export function segmentsOf(path: string): readonly string[] {
  return path.split(/[/\\]/).filter((segment) => !/^(?:|\.|\.\.|[A-Za-z]:)$/.test(segment));
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a.at(-1 - shared) === b.at(-1 - shared)) shared += 1;
  return shared;
}
