import { CancellationError, l10n, window } from 'vscode';
import * as v from 'valibot';
import { approvalsOf, decide, nothingWaits } from '../../app/decide.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Approval } from '../../domain/ports.ts';
import { escapeIcons } from '../escapeIcons.ts';
import type { Footbridge } from '../footbridge.ts';
import { pick, say } from './ask.ts';
import { subjectOf } from './ticketArgument.ts';

const choiceSchema = v.object({ approval: v.string(), decision: v.picklist(['approve', 'decline']) });

/** Approves or declines what a ticket waits for, after the user has seen what it is. */
export async function decideCommand(footbridge: Footbridge, given: unknown, choice: unknown): Promise<void> {
  const { ref, backend } = await subjectOf(footbridge, given, { purpose: l10n.t('Approve or decline') });
  const known = (await approvalsOf(backend, ref)).filter(({ canDecide }) => canDecide);
  const chosen = v.safeParse(choiceSchema, choice);
  const approval = chosen.success ? known.find(({ id }) => id === chosen.output.approval) : await pickApproval(known);
  if (approval === undefined) throw nothingWaits();
  const decision = chosen.success ? chosen.output.decision : await pickDecision(approval);
  await confirm(approval, decision);
  await decide(backend, ref, { id: approval.id, decision });
  say(decision === 'approve' ? l10n.t('{0} is approved', approval.name) : l10n.t('{0} is declined', approval.name));
  await footbridge.store.refresh({ connection: ref.connection });
}

async function pickApproval(known: readonly Approval[]): Promise<Approval | undefined> {
  const [only, ...others] = known;
  if (others.length === 0) return only;
  const items = known.map((approval) => ({ label: escapeIcons(oneLine(approval.name)), approval }));
  return (await pick(items, { title: l10n.t('Approve or decline'), placeHolder: l10n.t('Which decision?') })).approval;
}

async function pickDecision({ name }: Approval): Promise<'approve' | 'decline'> {
  const items = [
    { label: l10n.t('Approve'), decision: 'approve' as const },
    { label: l10n.t('Decline'), decision: 'decline' as const },
  ];
  return (await pick(items, { title: escapeIcons(oneLine(name)) })).decision;
}

/** There is no way back. */
async function confirm({ name }: Approval, decision: 'approve' | 'decline'): Promise<void> {
  const words = decision === 'approve' ? l10n.t('Approve') : l10n.t('Decline');
  const question =
    decision === 'approve' ? l10n.t('Approve "{0}"?', oneLine(name)) : l10n.t('Decline "{0}"?', oneLine(name));
  const detail = l10n.t('It is told at once, and cannot be taken back here.');
  if ((await window.showWarningMessage(question, { modal: true, detail }, words)) !== words)
    throw new CancellationError();
}
