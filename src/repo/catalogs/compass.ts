import * as v from 'valibot';
import { pathsBeside, type CatalogFile, type CatalogHint, type CatalogService } from './catalogService.ts';
import { documentsOf } from './documents.ts';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** developer.atlassian.com/cloud/compass/config-as-code/structure-and-contents-of-a-compass-yml-file */
const componentSchema = v.object({
  configVersion: v.literal(1),
  name: text,
  links: v.fallback(v.array(v.fallback(v.object({ type: text, url: text }), { type: '', url: '' })), []),
});

/** The component of a `compass.yml`. A link to its Jira project tells where its tickets are. */
export function compassServices(file: CatalogFile): CatalogService[] {
  return documentsOf(file.text).flatMap((document): CatalogService[] => {
    const component = v.safeParse(componentSchema, document);
    if (!component.success) return [];
    const { name, links } = component.output;
    const hints = links.filter(({ type }) => type === 'PROJECT').flatMap(({ url }) => jiraProject(url));
    return [{ name, paths: pathsBeside(file.path), hints, source: 'compass.yml' }];
  });
}

/** `https://acme.atlassian.net/browse/OPS`, `…/jira/servicedesk/projects/OPS/queues` */
function jiraProject(address: string): CatalogHint[] {
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return [];
  const { host, origin, pathname } = new URL(address);
  const [, project] = /\/(?:browse|projects)\/([A-Z][A-Z0-9_]+)(?:\/|$)/.exec(pathname) ?? [];
  return project === undefined ? [] : [{ kind: 'jira', select: { project }, host, url: origin }];
}
