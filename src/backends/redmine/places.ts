import type { Place } from '../../domain/ports.ts';
import { perPage } from './api.ts';
import type { RedmineSession } from './session.ts';

/** The projects that this account sees. */
export async function places({ api, people }: RedmineSession): Promise<readonly Place[]> {
  await people.me();
  const found = new Map<string, Place>();
  for (let offset = 0; ; offset += perPage) {
    const { items, total } = await api.projects(offset);
    for (const { identifier, name, description } of items) {
      const about = description.trim();
      const select = { project: identifier };
      found.set(identifier, { label: name, ...(about === '' ? {} : { description: about }), select });
    }
    if (items.length === 0 || offset + items.length >= total) return [...found.values()];
  }
}
