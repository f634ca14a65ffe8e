import * as v from 'valibot';
import { parseRemote, type RemoteRepository } from '../../domain/codeHost.ts';
import {
  pagerDutyHint,
  pathsBeside,
  type CatalogFile,
  type CatalogHint,
  type CatalogService,
} from './catalogService.ts';
import { documentsOf } from './documents.ts';

/** The skeletons of Backstage's templates have `${{ values.name }}` in the place of what is known later: they say nothing. */
const text = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.trim(),
  v.nonEmpty(),
  v.check((value) => !value.includes('${{')),
);

/** An entity, as backstage.io/docs/features/software-catalog/descriptor-format has it, with what is used of it. */
const entitySchema = v.object({
  apiVersion: v.pipe(v.string(), v.startsWith('backstage.io/')),
  kind: v.picklist(['Component', 'API', 'Resource', 'System']),
  metadata: v.object({
    name: text,
    annotations: v.fallback(v.record(v.string(), v.fallback(v.optional(text), undefined)), {}),
  }),
  spec: v.fallback(v.object({ owner: v.fallback(v.optional(text), undefined) }), {}),
});

type Annotations = v.InferOutput<typeof entitySchema>['metadata']['annotations'];

/**
 * The services of a `catalog-info.yaml`. An entity whose source is another repository is left out.
 * @param remotes where the repository is at its code hosts; none: every entity counts.
 */
export function backstageServices(file: CatalogFile, remotes: readonly RemoteRepository[]): CatalogService[] {
  return documentsOf(file.text).flatMap((document): CatalogService[] => {
    const entity = v.safeParse(entitySchema, document);
    if (!entity.success) return [];
    const { metadata, spec } = entity.output;
    const location = sourceLocation(metadata.annotations['backstage.io/source-location'], remotes);
    if (location === 'elsewhere') return [];
    return [
      {
        name: metadata.name,
        paths: location ?? pathsBeside(file.path),
        // `group:default/payments` is the group payments.
        ...(spec.owner === undefined ? {} : { group: spec.owner.replace(/^group:/, '').replace(/^default\//, '') }),
        hints: hintsOf(metadata.annotations),
        source: 'catalog-info.yaml',
      },
    ];
  });
}

/** The paths that a source location names in this repository (`url:https://host/org/repo/tree/main/services/pay/`). */
function sourceLocation(
  written: string | undefined,
  remotes: readonly RemoteRepository[],
): string[] | 'elsewhere' | undefined {
  if (written === undefined || remotes.length === 0) return undefined;
  // `<type>:<target>`: only the first colon parts.
  const [, target] = /^url:(.*)$/.exec(written) ?? [];
  const place = target === undefined ? undefined : parseRemote(target);
  if (place === undefined) return undefined;
  const remote = remotes.find(
    ({ host, path }) => host === place.host && `${place.path}/`.toLowerCase().startsWith(`${path}/`.toLowerCase()),
  );
  if (remote === undefined) return 'elsewhere';
  const [, folder] = /^(?:\/-)?\/(?:tree|blob|src)\/[^/]+\/(.+)$/.exec(place.path.slice(remote.path.length)) ?? [];
  return folder === undefined ? undefined : [`${folder}/**`];
}

// What the annotations mean: backstage.io/docs/features/software-catalog/well-known-annotations, and the READMEs of the plugins
// of PagerDuty, Roadie (`jira/…`), Axis (`jira.com/…`), Immobiliare Labs (`gitlab.com/…`) and the community's for ServiceNow.
function hintsOf(annotations: Annotations): CatalogHint[] {
  return [...jira(annotations), ...pagerDuty(annotations), ...codeHosts(annotations), ...serviceNow(annotations)];
}

function jira(annotations: Annotations): CatalogHint[] {
  const component = annotations['jira/component'];
  const label = annotations['jira/label'];
  const more = { ...(component === undefined ? {} : { component }), ...(label === undefined ? {} : { label }) };
  const roadie = annotations['jira/project-key'];
  // `OPS,helpdesk/SUP`: several, each perhaps with the name of an instance in front.
  const axis = (annotations['jira.com/project-key'] ?? '').split(',').map((key) => key.trim().replace(/^.*\//, ''));
  return [
    ...(roadie === undefined ? [] : [{ kind: 'jira', select: { project: roadie, ...more } }]),
    ...axis.filter((key) => key !== '' && key !== roadie).map((project) => ({ kind: 'jira', select: { project } })),
  ];
}

/** `pagerduty.com/integration-key` is a secret that lies in the repository: it is not read. */
function pagerDuty(annotations: Annotations): CatalogHint[] {
  const service = annotations['pagerduty.com/service-id'];
  return service === undefined ? [] : [pagerDutyHint(service)];
}

function codeHosts(annotations: Annotations): CatalogHint[] {
  const repository = annotations['github.com/project-slug'];
  const project = annotations['gitlab.com/project-slug'] ?? annotations['gitlab.com/project-id'];
  const host = annotations['gitlab.com/instance'];
  return [
    ...(repository === undefined ? [] : [{ kind: 'github', select: { repository } }]),
    ...(project === undefined
      ? []
      : [{ kind: 'gitlab', select: { project }, ...(host === undefined ? {} : { host }) }]),
  ];
}

function serviceNow(annotations: Annotations): CatalogHint[] {
  const entity = annotations['servicenow.com/entity-id'];
  // A `^` would begin a condition of its own.
  if (entity === undefined || entity.includes('^')) return [];
  return [{ kind: 'servicenow', select: { query: `u_backstage_entity_id=${entity}` } }];
}
