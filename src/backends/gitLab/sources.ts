import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { ServiceScope } from '../../domain/ticket.ts';
import type { GitLabApi } from './api.ts';
import { selectorsSchema } from './kind.ts';
import type { WireIssue } from './schema.ts';

/** A service and what selects its tickets here. */
export interface Scope {
  readonly service: string;
  readonly select: v.InferOutput<typeof selectorsSchema>;
}

export function parseScope({ service, select }: ServiceScope): Scope {
  return { service, select: v.parse(selectorsSchema, select) };
}

/** A list of issues that one or more services are made of. */
export interface Source {
  readonly services: readonly string[];
  /** The number of the project; absent: every project that the account sees. */
  readonly project?: number;
  /** An issue has all of them. */
  readonly labels: readonly string[];
}

/** The sources of a connection. Projects are asked for once: a path can be an old one that leads to another. */
export class Sources {
  readonly scopes: readonly Scope[];
  readonly #api: GitLabApi;
  readonly #alias: string;
  readonly #projects = new Map<string, Promise<number>>();

  constructor(api: GitLabApi, alias: string, scopes: readonly Scope[]) {
    this.#api = api;
    this.#alias = alias;
    this.scopes = scopes;
  }

  /** One source for each different selection. @throws `notFound` for a project that may not be seen. */
  async of(scopes: readonly Scope[]): Promise<readonly Source[]> {
    const projects = await Promise.all(
      scopes.map(async ({ service, select: { project: selector } }) =>
        selector === undefined ? undefined : this.projectId(selector, service),
      ),
    );
    const sources = new Map<string, Source>();
    for (const [index, { service, select }] of scopes.entries()) {
      const { labels = [] } = select;
      const project = projects[index];
      const sorted = labels.toSorted();
      const key = JSON.stringify([project, sorted]);
      const services = [...new Set([...(sources.get(key)?.services ?? []), service])];
      sources.set(key, { services, labels: sorted, ...(project === undefined ? {} : { project }) });
    }
    return [...sources.values()];
  }

  async all(): Promise<readonly Source[]> {
    return this.of(this.scopes);
  }

  /** The numbers of the linked projects. */
  async projects(): Promise<readonly number[]> {
    return [...new Set((await this.all()).flatMap(({ project }) => project ?? []))];
  }

  async projectId(selector: string | number, service: string): Promise<number> {
    if (/^\d+$/.test(String(selector))) return Number(selector);
    const key = String(selector);
    const asked = this.#projects.get(key) ?? this.#find(key, service);
    this.#projects.set(key, asked);
    try {
      return await asked;
    } catch (error) {
      this.#projects.delete(key);
      throw error;
    }
  }

  async #find(path: string, service: string): Promise<number> {
    const found = await this.#api.project(path);
    if (found !== undefined) return found.id;
    throw new DeskError('notFound', l10n.t('The project {0} was not found in {1}.', path, this.#alias), {
      next: l10n.t('Check the `project` of the service {0} in the link file, or ask for access to it.', service),
    });
  }
}

/** Whether an issue's own number is enough to name it: all linked services are of one project. */
export function isOneProject(sources: readonly Source[]): boolean {
  const projects = new Set(sources.map(({ project }) => project));
  return projects.size === 1 && !projects.has(undefined);
}

export function selects({ project, labels }: Source, issue: Pick<WireIssue, 'project_id' | 'labels'>): boolean {
  return (
    (project === undefined || project === issue.project_id) && labels.every((label) => issue.labels.includes(label))
  );
}

/** The services that an issue belongs to. */
export function servicesOf(sources: readonly Source[], issue: WireIssue): readonly string[] {
  return [...new Set(sources.filter((source) => selects(source, issue)).flatMap(({ services }) => services))];
}
