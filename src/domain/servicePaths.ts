import type { Service } from './service.ts';

/**
 * The services that live in some folders of a repository: those whose files are in one of them or around it.
 * A repository that is opened in part shows the tickets of that part.
 * @param folders from the root, with `/`; the root itself is empty.
 */
export function servicesIn(services: readonly Service[], folders: readonly string[]): readonly Service[] {
  const inSome = ({ paths }: Service): boolean =>
    paths.length === 0 || paths.some((glob) => folders.some((folder) => meet(fixedPart(glob), folder)));
  const found = services.filter(inSome);
  // A folder that no service claims is no reason to show nothing.
  return found.length === 0 ? services : found;
}

/** The folders of a glob before the first one that is a pattern: `services/pay` of `services/pay/**`. */
function fixedPart(glob: string): string {
  const segments = glob.split('/');
  const pattern = segments.findIndex((segment) => /[*?[{!]/.test(segment));
  return (pattern === -1 ? segments : segments.slice(0, pattern)).join('/');
}

/** Whether one path is the other one, or lies below it. */
function meet(a: string, b: string): boolean {
  const [outer, inner] = a.length <= b.length ? [a, b] : [b, a];
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}
