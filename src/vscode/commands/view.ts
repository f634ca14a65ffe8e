import { commands, l10n, window } from 'vscode';
import * as v from 'valibot';
import { explain } from '../../domain/errors.ts';
import { groupings } from '../../domain/query.ts';
import { openPhases, phases } from '../../domain/ticket.ts';
import { phaseWord } from '../../domain/words.ts';
import type { Footbridge } from '../footbridge.ts';
import { groupingWord } from '../tree/words.ts';
import { pick } from './ask.ts';

/** The commands that change what the Tickets view shows. */
export function refreshCommand({ store }: Footbridge): Promise<void> {
  return store.refresh();
}

export async function groupByCommand({ ticketsView }: Footbridge): Promise<void> {
  const { grouping: now } = ticketsView.shape;
  const items = groupings.map((grouping) => ({
    label: groupingWord(grouping),
    description: grouping === now ? l10n.t('now') : '',
    grouping,
  }));
  const { grouping } = await pick(items, { title: l10n.t('Group tickets by') });
  ticketsView.reshape({ grouping });
}

/** Filters while one types. Escape puts back what was before. */
export async function filterCommand({ ticketsView }: Footbridge): Promise<void> {
  const { filter: before } = ticketsView.shape;
  const box = window.createInputBox();
  box.title = l10n.t('Filter tickets');
  box.placeholder = l10n.t('Words in the key or the title');
  box.value = before;
  box.onDidChangeValue((typed) => ticketsView.reshape({ filter: typed.trim() }));
  const filter = await new Promise<string>((resolve) => {
    box.onDidAccept(() => resolve(box.value.trim()));
    box.onDidHide(() => resolve(before));
    box.show();
  });
  box.dispose();
  ticketsView.reshape({ filter });
}

export function clearFilterCommand({ ticketsView }: Footbridge): void {
  ticketsView.reshape({ filter: '' });
}

/** Shows the tickets of other phases, or the open ones again. */
export async function showPhasesCommand({ store }: Footbridge): Promise<void> {
  const chosen = await window.showQuickPick(
    phases.map((phase) => ({ label: phaseWord(phase), phase, picked: store.phases.includes(phase) })),
    { title: l10n.t('Show tickets in these phases'), canPickMany: true },
  );
  if (chosen === undefined) return;
  store.usePhases(chosen.length === 0 ? openPhases : chosen.map(({ phase }) => phase));
  await store.refresh();
}

export function showMoreRowsCommand({ ticketsView }: Footbridge, group: unknown): void {
  if (v.is(v.string(), group)) ticketsView.showMoreRows(group);
}

/** Loads the next page of a connection that has more; from the palette, of all of them. */
export async function loadMoreCommand({ store }: Footbridge, given: unknown): Promise<void> {
  const wanted = v.is(v.string(), given)
    ? [given]
    : store.connections.filter(({ more }) => more).map(({ connection }) => connection);
  await Promise.all(wanted.map((alias) => store.loadMore(alias)));
}

/** Says what is wrong with a connection, and what helps. */
export async function showProblemCommand({ store, showLog }: Footbridge, given: unknown): Promise<void> {
  const known = store.connections.find(({ connection, problem }) =>
    v.is(v.string(), given) ? connection === given : problem !== undefined,
  );
  if (known?.problem === undefined) return;
  const retry = l10n.t('Try Again');
  const signIn = l10n.t('Sign In…');
  const log = l10n.t('Show Log');
  const needsSignIn = known.problem.reason === 'notSignedIn' || known.problem.reason === 'unauthorized';
  const actions = needsSignIn ? [signIn, retry, log] : [retry, log];
  const chosen = await window.showWarningMessage(`${known.connection}: ${explain(known.problem)}`, ...actions);
  if (chosen === retry) await store.refresh({ connection: known.connection });
  if (chosen === signIn) await commands.executeCommand('footbridge.signIn', known.connection);
  if (chosen === log) showLog();
}
