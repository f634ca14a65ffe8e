import { adfToMarkdown } from '../../domain/markup/adfToMarkdown.ts';
import { markdownToAdf } from '../../domain/markup/adfFromMarkdown.ts';
import { markdownToWiki } from '../../domain/markup/wikiFromMarkdown.ts';
import { wikiToMarkdown } from '../../domain/markup/wikiToMarkdown.ts';
import type { Markdown } from '../../domain/ticket.ts';
import type { WireUser } from './schema.ts';

/** Where Jira Cloud and Jira Data Center differ. */
export interface Dialect {
  readonly cloud: boolean;
  /** The path of the platform's interface, with its version. */
  readonly root: '/rest/api/3' | '/rest/api/2';
  /** What an account is known by. */
  readonly userId: (user: WireUser) => string;
  /** How an account is named in a write; null: nobody. */
  readonly account: (id: string | null) => Readonly<Record<string, string | null>>;
  readonly write: (text: Markdown) => unknown;
  readonly read: (body: unknown) => Markdown;
}

/** Rich text is a document there, and people are known by account ids only. */
export const cloud: Dialect = {
  cloud: true,
  root: '/rest/api/3',
  userId: ({ accountId, displayName }) => accountId || displayName,
  account: (accountId) => ({ accountId }),
  write: markdownToAdf,
  read: adfToMarkdown,
};

/** Rich text is wiki markup there, and people are known by their logins. */
export const dataCenter: Dialect = {
  cloud: false,
  root: '/rest/api/2',
  userId: ({ name, key, displayName }) => name || key || displayName,
  account: (name) => ({ name }),
  write: markdownToWiki,
  read: (body) => (typeof body === 'string' ? wikiToMarkdown(body) : ''),
};
