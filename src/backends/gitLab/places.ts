import { oneLine } from '../../domain/markup/safeText.ts';
import type { Place } from '../../domain/ports.ts';
import type { GitLabSession } from './session.ts';

/** The projects that this account is a member of, by their paths. */
export async function places({ api }: GitLabSession): Promise<readonly Place[]> {
  const projects = await api.all((page) => api.memberProjects(page));
  return projects
    .map(({ path_with_namespace: path, description }): Place => {
      const text = oneLine(description, 200);
      return { label: path, ...(text === '' ? {} : { description: text }), select: { project: path } };
    })
    .toSorted((a, b) => a.label.localeCompare(b.label));
}
