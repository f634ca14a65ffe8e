import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { GitLabSession } from './session.ts';

/**
 * A ticket by `#12`, which is looked for in the linked projects, or by `group/project#12`.
 * @throws `notFound`; `ambiguous` where several linked projects have that number.
 */
export async function find(session: GitLabSession, key: string): Promise<Ticket> {
  const { alias, api } = session;
  const [, path, number] = /^(?:([\w.-]+(?:\/[\w.-]+)+)#|#)?([1-9]\d{0,14})$/.exec(key.trim()) ?? [];
  if (number === undefined) {
    throw new DeskError('notFound', l10n.t('{0} is not the key of a ticket in {1}.', JSON.stringify(key), alias), {
      next: l10n.t('It looks like #12 or group/project#12.'),
    });
  }
  const owners = path === undefined ? (await session.sources.projects()).map(String) : [path];
  const found = await Promise.all(owners.map(async (owner) => api.issue(owner, Number(number))));
  const [first, second, ...more] = found.filter((issue) => issue !== undefined);
  if (first !== undefined && second === undefined) return (await session.current(first)).ticket;
  if (first === undefined || second === undefined) {
    throw new DeskError('notFound', l10n.t('Ticket {0} was not found in {1}.', key.trim(), alias), {
      next: l10n.t('Write it with its project, as group/project#12, if it is in another one.'),
    });
  }
  const candidates = [first, second, ...more].map(({ references }) => references.full);
  throw new DeskError('ambiguous', l10n.t('{0} names several tickets in {1}.', key.trim(), alias), {
    next: l10n.t('Say which one: {0}.', candidates.join(', ')),
  });
}
