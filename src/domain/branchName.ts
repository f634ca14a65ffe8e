import * as l10n from '@vscode/l10n';
import { DeskError } from './errors.ts';
import type { Kind, Ticket } from './ticket.ts';

/** A template for every kind of ticket, or one per kind: `{kind}/{key}-{slug}`. */
export type BranchTemplate = string | Readonly<Partial<Record<Kind, string>>>;

export const defaultBranchTemplate = '{kind}/{key}-{slug}';

/** Longer names are cut at a word: they are read in status bars, and each directory of a ref is a file name. */
const longest = 80;

/**
 * The name of the branch that a ticket is worked on. Whatever the title says, git takes the name, and no shell takes any
 * part of it for something else: it has letters and digits of ASCII, `/`, `-`, `.`, `_` and, inside, the `#` of a key.
 * @throws {DeskError} `configuration` if the template has a placeholder that does not exist, or makes no name.
 */
export function branchName(template: BranchTemplate, ticket: Pick<Ticket, 'kind' | 'key' | 'title'>): string {
  const chosen = typeof template === 'string' ? template : (template[ticket.kind] ?? defaultBranchTemplate);
  const slug = slugOf(ticket.title);
  const bare = fill(chosen, ticket, '');
  const room = longest - bare.length - 1;
  const name = fill(chosen, ticket, cutAtWord(slug, room));
  if (name === '' || name === 'HEAD') {
    throw new DeskError(
      'configuration',
      l10n.t('The branch template "{0}" makes no name for {1}.', chosen, ticket.key),
      {
        next: l10n.t('Use {0} in it, for example "{1}".', '{key}', defaultBranchTemplate),
      },
    );
  }
  return name;
}

function fill(template: string, ticket: Pick<Ticket, 'kind' | 'key'>, slug: string): string {
  const values = new Map<string, string>([
    ['{kind}', ticket.kind],
    ['{key}', ticket.key],
    ['{slug}', slug],
  ]);
  const filled = template.replaceAll(/\{[^{}]*\}|[{}]/g, (placeholder) => {
    const value = values.get(placeholder);
    if (value !== undefined) return value;
    throw new DeskError(
      'configuration',
      l10n.t('The branch template "{0}" has the placeholder {1}, which does not exist.', template, placeholder),
      { next: l10n.t('Placeholders are {0}.', [...values.keys()].join(', ')) },
    );
  });
  return safeName(filled);
}

/** The rules of `git check-ref-format`, and stricter: what a shell or a file system might read differently goes too. */
function safeName(text: string): string {
  return plain(text)
    .split('/')
    .map((part) =>
      part
        .replaceAll(/[^A-Za-z0-9#._-]+/g, '-')
        .replaceAll(/\.{2,}/g, '.')
        .replaceAll(/-{2,}/g, '-')
        .replace(/^[-.]+/, '')
        .replace(/(?:[-.]|\.lock)+$/i, ''),
    )
    .filter((part) => part !== '')
    .join('/')
    .replace(/^#+/, '')
    .slice(0, longest)
    .replace(/(?:[-./]|\.lock)+$/i, '');
}

/** `Réseau: "login" fails!` becomes `reseau-login-fails`; a title without any Latin letter or digit becomes nothing. */
function slugOf(title: string): string {
  // Whatever stands after the first few hundred characters would be cut anyway.
  return plain(title.slice(0, 400))
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** Latin letters that Unicode does not decompose, as their languages write them in ASCII. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
};

/** Takes accents, zero-width characters and the controls of writing direction away, and decomposes ligatures and the like. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/[ßẞæÆœŒøØđĐðÐłŁþÞı]|[\p{M}\p{Cf}]/gu, (letter) => spelled[letter] ?? '');
}

function cutAtWord(slug: string, room: number): string {
  if (slug.length <= room) return slug;
  if (room <= 0) return '';
  const end = slug.slice(0, room + 1).lastIndexOf('-');
  return slug.slice(0, end > 0 ? end : room);
}

/**
 * The ticket key in a branch name that a template made: `INC-7K3F9Q` in `incident/INC-7K3F9Q-login-fails`. Keys count only
 * as they are written, in capitals, and a number alone never does: `release-notes-16-1` names no ticket, `incident/#16-login` does.
 * @param keyPatterns one per kind of connection, each anchored at both ends.
 */
export function keyOfBranch(branch: string, keyPatterns: readonly RegExp[]): string | undefined {
  for (const part of branch.split('/')) {
    const words = part.split('-');
    for (let start = 0; start < words.length; start++) {
      for (let end = start + 1; end <= Math.min(words.length, start + keyWords); end++) {
        const candidate = words.slice(start, end).join('-');
        if (isKey(candidate) && keyPatterns.some((pattern) => pattern.test(candidate))) return candidate;
      }
    }
  }
  return undefined;
}

/** A key has no more words than this between its dashes. */
const keyWords = 3;

function isKey(text: string): boolean {
  return /^#[0-9]+$|^[A-Z]/.test(text) && text === text.toUpperCase();
}
