/**
 * The team that owns the whole repository or a folder of it: the last rule that matches it, as GitHub and GitLab read CODEOWNERS
 * (docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners).
 * People are left out: a group is asked for, and nobody is put in charge of tickets by owning code.
 * @param folder from the root, without a slash at its end; empty: the whole repository.
 */
export function owningGroup(text: string, folder: string): string | undefined {
  const rules = text.split('\n').flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    // A section of GitLab, and what CODEOWNERS does not know.
    if (pattern === undefined || pattern === '' || /^[[!^]/.test(pattern)) return [];
    return [{ pattern, owners }];
  });
  const rule = rules.findLast(({ pattern }) => covers(pattern, folder));
  return rule?.owners.map((owner) => /^@[^/\s]+\/(.+)$/.exec(owner)?.[1]).find((team) => team !== undefined);
}

/** Whether a pattern is about all that is in a folder. One with a `*` within is about some files. */
function covers(pattern: string, folder: string): boolean {
  if (pattern === '*' || pattern === '/**' || pattern === '**') return true;
  const path = pattern.replace(/^\//, '').replace(/\/(?:\*\*)?$/, '');
  return !path.includes('*') && path !== '' && `${folder}/`.startsWith(`${path}/`);
}
