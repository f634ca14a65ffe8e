export interface FakeUser {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly token: string;
  /** The access level in every project of the group `shop` (docs.gitlab.com/api/members); 0: no member. */
  readonly level: number;
}

export const reporter = 20;

export const users: readonly FakeUser[] = [
  { id: 7, username: 'ana', name: 'Ana Petrović', token: `glpat-${'a1'.repeat(10)}`, level: 30 },
  { id: 9, username: 'ben', name: 'Ben Ito', token: `glpat-${'b2'.repeat(10)}`, level: 30 },
  { id: 11, username: 'dora', name: 'Dora Guest', token: `glpat-${'d4'.repeat(10)}`, level: 10 },
  { id: 13, username: 'eve', name: 'Eve Outside', token: `glpat-${'e5'.repeat(10)}`, level: 0 },
  { id: 15, username: 'support-bot', name: 'GitLab Support Bot', token: '', level: 20 },
];

export function userNamed(username: string): FakeUser {
  const user = users.find((known) => known.username === username);
  if (user === undefined) throw new Error(`The fake has no user ${username}.`);
  return user;
}

export interface FakeProject {
  readonly id: number;
  readonly path: string;
  readonly description: string | null;
  /** A path from before it was renamed: asking by it is answered with a redirect. */
  readonly oldPath?: string;
}

/** All private. */
export const projects: readonly FakeProject[] = [
  { id: 278, path: 'shop/checkout', description: 'Where people pay', oldPath: 'shop/old-checkout' },
  { id: 279, path: 'shop/payments', description: null },
  { id: 300, path: 'shop/sub-group/other', description: '' },
];

export function projectNamed(idOrPath: string): FakeProject | undefined {
  return projects.find(({ id, path }) => String(id) === idOrPath || path.toLowerCase() === idOrPath.toLowerCase());
}

export function userJson({ id, username, name }: FakeUser): object {
  return { id, username, name, state: 'active', avatar_url: null, web_url: `http://gitlab.example.org/${username}` };
}
