import * as v from 'valibot';
import {
  pagerDutyHint,
  pathsBeside,
  type CatalogFile,
  type CatalogHint,
  type CatalogService,
} from './catalogService.ts';
import { documentsOf } from './documents.ts';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
const optionalText = v.fallback(v.optional(text), undefined);
const links = v.fallback(v.array(v.fallback(v.object({ type: optionalText, url: optionalText }), {})), []);

/** Version 2 and 2.x (docs.datadoghq.com/software_catalog/service_definitions): version 2 has the integration as a text. */
const secondVersion = v.object({
  'schema-version': v.picklist(['v2', 'v2.1', 'v2.2']),
  'dd-service': text,
  team: optionalText,
  links,
  integrations: v.fallback(
    v.object({
      pagerduty: v.fallback(
        v.union([
          text,
          v.pipe(
            v.object({ 'service-url': text }),
            v.transform((one) => one['service-url']),
          ),
        ]),
        '',
      ),
    }),
    { pagerduty: '' },
  ),
});

/** Version 3, where one file describes entities of several kinds. */
const thirdVersion = v.object({
  apiVersion: v.literal('v3'),
  kind: v.literal('service'),
  metadata: v.object({ name: text, owner: optionalText, links }),
  integrations: v.fallback(
    v.object({
      pagerduty: v.fallback(
        v.pipe(
          v.object({ serviceURL: text }),
          v.transform(({ serviceURL }) => serviceURL),
        ),
        '',
      ),
    }),
    { pagerduty: '' },
  ),
});

/** The services of a `service.datadog.yaml` or `entity.datadog.yaml`. */
export function datadogServices(file: CatalogFile): CatalogService[] {
  return documentsOf(file.text).flatMap((document): CatalogService[] => {
    const second = v.safeParse(secondVersion, document);
    if (second.success) {
      const { 'dd-service': name, team: group, ...rest } = second.output;
      return [service(file, { name, group, ...rest })];
    }
    const third = v.safeParse(thirdVersion, document);
    if (!third.success) return [];
    const { metadata, integrations } = third.output;
    return [service(file, { name: metadata.name, group: metadata.owner, links: metadata.links, integrations })];
  });
}

interface Described {
  readonly name: string;
  readonly group: string | undefined;
  readonly links: v.InferOutput<typeof links>;
  readonly integrations: { readonly pagerduty: string };
}

function service(file: CatalogFile, { name, group, links: written, integrations }: Described): CatalogService {
  const runbook = written.find(({ type }) => type === 'runbook')?.url;
  return {
    name,
    paths: pathsBeside(file.path),
    ...(group === undefined ? {} : { group }),
    ...(runbook !== undefined && /^https?:\/\//.test(runbook) ? { runbooks: runbook } : {}),
    hints: pagerDuty(integrations.pagerduty),
    source: 'service.datadog.yaml',
  };
}

/** `https://acme.pagerduty.com/service-directory/PABC123` names the service. */
function pagerDuty(address: string): CatalogHint[] {
  const [, id] = /pagerduty\.com\/(?:service-directory|services)\/(P[A-Z0-9]+)/.exec(address) ?? [];
  return id === undefined ? [] : [pagerDutyHint(id)];
}
