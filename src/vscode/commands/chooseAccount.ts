import { l10n } from 'vscode';
import { accountsFor, linkedAliases } from '../../app/sources.ts';
import { DeskError } from '../../domain/errors.ts';
import type { Footbridge } from '../footbridge.ts';
import { pick, say } from './ask.ts';
import { pickRepository } from './branch.ts';

/** Chooses which of the user's accounts at one address a repository uses. It is kept in this clone, for the command line too. */
export async function chooseAccountCommand({ repositories, connections }: Footbridge): Promise<void> {
  const repository = await pickRepository(repositories.all);
  const choices = [...linkedAliases(repository.links)]
    .map((alias) => ({ label: alias, accounts: accountsFor(alias, repository, connections.all()) }))
    .filter(({ accounts }) => accounts.length > 1);
  const [only] = choices;
  if (only === undefined) {
    throw new DeskError('usage', l10n.t('You have no two accounts at one address that this repository is linked to.'), {
      next: l10n.t('Add the other one with “Footbridge: Add Connection…”.'),
    });
  }
  const title = l10n.t('Which account does {0} use?', repository.name);
  const linked = choices.length === 1 ? only : await pick(choices, { title });
  const items = linked.accounts.map(({ alias, account, url }) => ({
    label: alias,
    description: [account, url].filter(Boolean).join(' · '),
  }));
  const { label: own } = await pick(items, { title, placeHolder: linked.label });
  await repository.chooseAccount(linked.label, own === linked.label ? undefined : own);
  await repositories.reload();
  say(l10n.t('{0} uses {1} now', repository.name, own));
}
