import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { deskConnection, type Connection } from '../domain/connection.ts';
import type { LinkProblem } from '../domain/linkFile.ts';
import { describeIssue } from '../domain/schemaIssue.ts';
import { nearest } from '../domain/nearest.ts';
import type { ServiceLink } from '../domain/service.ts';
import type { Place } from './linkFilePlaces.ts';

/** What the link file needs to know of a kind of backend. */
export interface SelectorKind {
  readonly kind: string;
  readonly selectors: v.GenericSchema<unknown, ServiceLink['select']>;
}

/** Tells of a problem at a place in the file. */
export type Tell = (severity: LinkProblem['severity'], message: string, place: Place) => void;

/** As much of a connection as a link needs. */
export type DeclaredConnection = Pick<Connection, 'alias' | 'kind'>;

interface TicketLinksOptions {
  readonly kinds: readonly SelectorKind[];
  /** Those that the file proposes, well or badly. What it proposes comes before one of the user's with the same alias. */
  readonly declared: readonly DeclaredConnection[];
  readonly connections: readonly Connection[];
  /** Where the links stand in the file. */
  readonly path: Place['path'];
  readonly tell: Tell;
}

interface WrittenLink {
  readonly connection: string;
  readonly [selector: string]: unknown;
}

/** A service's links with their selectors checked by its backend. Without any being written, it is in the git desk. */
export function ticketLinks(written: readonly WrittenLink[] | undefined, options: TicketLinksOptions): ServiceLink[] {
  if (written === undefined) return [{ connection: 'git', select: {} }];
  return written.flatMap((link, index) => {
    const checked = checkedLink(link, { ...options, path: [...options.path, index] });
    return checked === undefined ? [] : [checked];
  });
}

function checkedLink(
  { connection, ...select }: WrittenLink,
  { kinds, connections, declared, path, tell }: TicketLinksOptions,
): ServiceLink | undefined {
  const known = [deskConnection, ...declared, ...connections];
  const kind = known.find(({ alias }) => alias === connection)?.kind;
  if (kind === undefined) {
    const message = unknownConnection(
      connection,
      known.map(({ alias }) => alias),
    );
    tell('warning', message, { path: [...path, 'connection'], at: 'value' });
  }
  const selectors = kinds.find((one) => one.kind === kind)?.selectors;
  if (selectors === undefined) return { connection, select };
  const parsed = v.safeParse(selectors, select);
  if (parsed.success) return { connection, select: parsed.output };
  for (const issue of parsed.issues) {
    const described = describeIssue(selectors, issue);
    tell('error', described.message, { path: [...path, ...described.path], at: described.at });
  }
  return undefined;
}

function unknownConnection(alias: string, known: readonly string[]): string {
  const meant = nearest(alias, known);
  return meant === undefined
    ? l10n.t(
        'No connection of this file or of your own is called {0}. Propose it under "connections", or add one.',
        alias,
      )
    : l10n.t('No connection of this file or of your own is called {0}. Did you mean {1}?', alias, meant);
}
