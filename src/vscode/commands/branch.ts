import { l10n } from 'vscode';
import { branchTicket, unlinked } from '../../app/branchTicket.ts';
import { writtenRef, type Repository } from '../../app/repository.ts';
import { branchName } from '../../domain/branchName.ts';
import { DeskError } from '../../domain/errors.ts';
import { isMine } from '../../domain/query.ts';
import { permanentName, type Ticket } from '../../domain/ticket.ts';
import type { Footbridge } from '../footbridge.ts';
import { pick, say } from './ask.ts';
import { askBranchName } from './pickBranch.ts';
import { subjectOf, type Subject } from './ticketArgument.ts';

/** Starts a branch for a ticket, without picking the ticket up. */
export async function startBranchCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const subject = await subjectOf(footbridge, given, { purpose: l10n.t('Start a branch for a ticket'), offer: isMine });
  const repository = demandRepository(subject);
  const ticket = await subject.backend.get(subject.ref);
  const branches = await repository.workTree.localBranches();
  const name = await askBranchName(branchName(footbridge.settings().branchName, ticket), branches);
  await repository.workTree.startBranch(name);
  await link(repository, name, ticket);
  say(l10n.t('On {0}, for {1}', name, ticket.key));
}

/** Says that the branch that is checked out is for a ticket. */
export async function linkBranchCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const subject = await subjectOf(footbridge, given, { purpose: l10n.t('Link the current branch to a ticket') });
  const repository = demandRepository(subject);
  const branch = await repository.workTree.currentBranch();
  if (branch === undefined) throw new DeskError('refused', l10n.t('No branch is checked out here.'));
  const ticket = await subject.backend.get(subject.ref);
  await link(repository, branch, ticket);
  say(l10n.t('{0} is for {1}', branch, ticket.key));
}

/** Says that it is for none: also where its name looks as if it were. */
export async function unlinkBranchCommand({ repositories, store }: Footbridge): Promise<void> {
  const repository = await pickRepository(repositories.all);
  const known = await branchTicket(repository.workTree, store.sources);
  if (known === undefined)
    throw new DeskError('usage', l10n.t('The branch that is checked out is not linked to a ticket.'));
  await repository.workTree.linkBranch(known.branch, unlinked);
  say(l10n.t('{0} is not for {1} any more', known.branch, known.name));
}

export async function pickRepository(all: readonly Repository[]): Promise<Repository> {
  const [only] = all;
  if (only === undefined) throw new DeskError('usage', l10n.t('No git repository is open.'));
  if (all.length === 1) return only;
  const items = all.map((repository) => ({ label: repository.name, description: repository.root, repository }));
  return (await pick(items, { title: l10n.t('Which repository?') })).repository;
}

function demandRepository({ repository }: Subject): Repository {
  if (repository === undefined) throw new DeskError('usage', l10n.t('No git repository is open.'));
  return repository;
}

async function link(repository: Repository, branch: string, ticket: Ticket): Promise<void> {
  const ref = writtenRef(ticket.ref, repository);
  await repository.workTree.linkBranch(branch, permanentName({ ...ticket, ref }));
}
