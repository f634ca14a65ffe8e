import { CancellationError, l10n, ThemeIcon, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { findTicket } from '../../app/findTicket.ts';
import { optimistic } from '../../app/optimistic.ts';
import { pickUp, planPickUp, type BranchChoice, type PickUpPlan } from '../../app/pickUp.ts';
import type { Repository } from '../../app/repository.ts';
import { branchName } from '../../domain/branchName.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import { isMine } from '../../domain/query.ts';
import { isOpen } from '../../domain/ticket.ts';
import { escapeIcons } from '../escapeIcons.ts';
import type { Footbridge } from '../footbridge.ts';
import { askFields, askText, say } from './ask.ts';
import { showError } from './boundary.ts';
import { askBranchName, pickExistingBranch } from './pickBranch.ts';
import { subjectOf, subjectOfRef, type Subject } from './ticketArgument.ts';

export async function pickUpCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const subject = await subjectOf(footbridge, given, {
    purpose: l10n.t('Pick up a ticket'),
    offer: (ticket) => !isMine(ticket),
  });
  await reviewAndPickUp(footbridge, subject);
}

export async function pickUpByKeyCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const key =
    typeof given === 'string'
      ? given
      : await askText({ title: l10n.t('Pick up ticket by key'), prompt: l10n.t('A key, or alias:key') });
  const { ticket } = await findTicket(footbridge.store.sources, key);
  await reviewAndPickUp(footbridge, await subjectOfRef(footbridge, ticket.ref));
}

/** Shows what picking up will do, in one step, and does what the user chose. */
async function reviewAndPickUp(footbridge: Footbridge, subject: Subject): Promise<void> {
  const { backend, repository } = subject;
  const plan = await planPickUp(backend, subject.ref);
  const branch = await review(footbridge, plan, repository);
  const fields = plan.transition === undefined ? {} : await askFields(plan.transition);
  const me = await backend.whoAmI();
  const { transition } = plan;
  const result = await optimistic(
    {
      store: footbridge.store,
      backend,
      before: plan.ticket,
      expected: {
        assignees: [me],
        ...(transition === undefined ? {} : { phase: transition.to, state: transition.state }),
      },
    },
    // Taking over was said in the review, and chosen there.
    () => pickUp({ backend, repository }, plan, { force: true, fields, ...(branch === undefined ? {} : { branch }) }),
  );
  if (result.problem !== undefined) await showError(result.problem, footbridge);
  const done =
    result.branch === undefined
      ? l10n.t('{0} is yours', result.ticket.key)
      : l10n.t('{0} is yours, on {1}', result.ticket.key, result.branch);
  say(done);
}

interface BranchItem extends QuickPickItem {
  /** Asks what is left to ask. Undefined: no branch. */
  readonly choose: () => Promise<BranchChoice | undefined>;
}

/** One list: what happens to the ticket stands above it and on each row, the rows say what happens to the branch. */
async function review(
  { settings }: Footbridge,
  plan: PickUpPlan,
  repository: Repository | undefined,
): Promise<BranchChoice | undefined> {
  const { ticket } = plan;
  const items =
    repository === undefined ? [] : await branchItems(repository, branchName(settings().branchName, ticket));
  const none: BranchItem = {
    label: l10n.t('No branch'),
    iconPath: new ThemeIcon('circle-slash'),
    choose: () => Promise.resolve(undefined),
  };
  const detail = escapeIcons(consequences(plan));
  const chosen = await window.showQuickPick(
    [...items, none].map((item) => ({ ...item, detail })),
    {
      title: l10n.t('Pick up {0}: {1}', ticket.key, oneLine(ticket.title, 70)),
      placeHolder: ownerSentence(plan),
      ignoreFocusOut: true,
    },
  );
  if (chosen === undefined) throw new CancellationError();
  return chosen.choose();
}

function ownerSentence({ ticket, heldBy }: PickUpPlan): string {
  const names = heldBy.map(({ name }) => oneLine(name, 40)).join(', ');
  if (names !== '') return l10n.t('{0} has it now: you would take it over. On which branch?', names);
  if (!isOpen(ticket)) return l10n.t('It is not open: its state is {0}. On which branch?', oneLine(ticket.state, 40));
  return isMine(ticket)
    ? l10n.t('You have it already. On which branch?')
    : l10n.t('Nobody has it now. On which branch?');
}

function consequences({ ticket, heldBy, transition }: PickUpPlan): string {
  const before = heldBy.map(({ name }) => oneLine(name, 40)).join(', ') || l10n.t('nobody');
  const owner = isMine(ticket) ? l10n.t('Owner: you') : l10n.t('Owner: {0} → you', before);
  const state =
    transition === undefined
      ? l10n.t('State: {0}, as it is', oneLine(ticket.state, 40))
      : l10n.t('State: {0} → {1}', oneLine(ticket.state, 40), oneLine(transition.state, 40));
  return `${owner} · ${state}`;
}

async function branchItems({ workTree }: Repository, name: string): Promise<BranchItem[]> {
  const branches = await workTree.localBranches();
  const exists = branches.includes(name);
  const suggested: BranchItem = {
    label: exists ? l10n.t('Existing branch {0}', escapeIcons(name)) : l10n.t('New branch {0}', escapeIcons(name)),
    iconPath: new ThemeIcon('git-branch'),
    choose: () => Promise.resolve({ type: exists ? 'switch' : 'start', name }),
  };
  const other: BranchItem = {
    label: l10n.t('New branch with another name…'),
    iconPath: new ThemeIcon('edit'),
    choose: async () => ({ type: 'start', name: await askBranchName(name, branches) }),
  };
  const existing: BranchItem = {
    label: l10n.t('Existing branch…'),
    iconPath: new ThemeIcon('git-commit'),
    choose: async () => ({ type: 'switch', name: await pickExistingBranch(workTree, branches) }),
  };
  return branches.length === 0 ? [suggested, other] : [suggested, other, existing];
}
