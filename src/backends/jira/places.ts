import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Place } from '../../domain/ports.ts';
import type { JiraSession } from './session.ts';

/** Projects, and the queues of service desks. */
export async function places(session: JiraSession): Promise<readonly Place[]> {
  const [projects, queues] = await Promise.all([session.site.projects(), queuePlaces(session)]);
  return [
    ...projects.map(({ key, name }): Place => ({ label: `${key} ${name}`, select: { project: key } })),
    ...queues,
  ];
}

/** A site without the service desk answers with a web page, or with nothing: then there are only projects. */
async function queuePlaces({ desk }: JiraSession): Promise<readonly Place[]> {
  try {
    const desks = await desk.desks();
    const lists = await Promise.all(
      desks.map(async ({ id, projectKey }) =>
        (await desk.queues(id)).map(({ name, jql }): Place => ({
          label: `${projectKey}: ${name}`,
          description: jql === '' ? l10n.t('Queue') : jql,
          select: { project: projectKey, queue: name },
        })),
      ),
    );
    return lists.flat();
  } catch (error) {
    if (DeskError.is(error, 'notFound', 'forbidden', 'invalidResponse')) return [];
    throw error;
  }
}
