import { l10n } from 'vscode';
import type { WorkTree } from '../../domain/ports.ts';
import { askText, pick } from './ask.ts';

/** Asks for the name of a new branch. Git has the last word on it. */
export function askBranchName(suggestion: string, existing: readonly string[]): Promise<string> {
  return askText({
    title: l10n.t('New branch'),
    prompt: l10n.t('The name of the branch'),
    value: suggestion,
    validateInput: (typed) => {
      if (typed.trim() === '') return l10n.t('This cannot be empty.');
      return existing.includes(typed.trim()) ? l10n.t('There is a branch of this name.') : undefined;
    },
  });
}

/** Lets the user pick a branch; changes that are not committed come along, or are put aside first. */
export async function pickExistingBranch(workTree: WorkTree, branches: readonly string[]): Promise<string> {
  const current = await workTree.currentBranch();
  const items = branches.map((label) => ({ label, description: label === current ? l10n.t('checked out') : '' }));
  const { label } = await pick(items, { title: l10n.t('Existing branch') });
  if (label !== current && (await workTree.isDirty())) await askAboutChanges(workTree, label);
  return label;
}

async function askAboutChanges(workTree: WorkTree, branch: string): Promise<void> {
  const { stash } = await pick(
    [
      { label: l10n.t('Bring them along'), stash: false },
      { label: l10n.t('Stash them'), stash: true },
    ],
    {
      title: l10n.t('There are changes that are not committed'),
      placeHolder: l10n.t('What should happen to them on {0}?', branch),
    },
  );
  if (stash) await workTree.stash(l10n.t('Footbridge: before switching to {0}', branch));
}
