import type { Place } from '../../domain/ports.ts';
import type { GitHubSession } from './session.ts';

/** How many pages of repositories are looked through, those that were pushed to last first. */
const mostPages = 3;

/** The repositories that have issues, of those that the account works with. */
export async function places({ api }: GitHubSession): Promise<readonly Place[]> {
  const found: Place[] = [];
  let page = await api.repositories();
  for (let count = 1; ; count++) {
    for (const { full_name: repository, description, has_issues: hasIssues } of page.items) {
      if (!hasIssues) continue;
      found.push({ label: repository, ...(description === '' ? {} : { description }), select: { repository } });
    }
    if (page.next === undefined || count === mostPages) return found;
    page = await api.moreRepositories(page.next);
  }
}
