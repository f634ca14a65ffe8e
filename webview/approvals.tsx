import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { oneLine } from '../src/domain/markup/safeText.ts';
import type { Approval } from '../src/domain/ports.ts';
import type { TicketAction } from '../src/protocol/messages.ts';
import { useHost } from './host.ts';
import { Icon, type IconName } from './icons.tsx';
import { nameOf } from './pageState.ts';
import { Button } from './toolkit.ts';

interface ApprovalsProps {
  readonly approvals: readonly Approval[];
  readonly busy: readonly string[];
}

/** The decisions that the ticket waits for or has got. */
export function Approvals({ approvals, busy }: ApprovalsProps): JSX.Element {
  return (
    <section aria-labelledby="approvals">
      <h2 id="approvals">{l10n.t('Approvals')}</h2>
      <ul class="approvals">
        {approvals.map((approval) => (
          <li key={approval.id}>
            <p dir="auto">
              <Icon name={icons[approval.state]} /> {oneLine(approval.name)}:{' '}
              <strong>{stateWord(approval.state)}</strong>
            </p>
            {approval.approvers.length > 0 && (
              <p class="quiet" dir="auto">
                {approval.approvers
                  .map(({ name, isMe }) => (isMe ? l10n.t('{0} (you)', oneLine(name)) : oneLine(name)))
                  .join(', ')}
              </p>
            )}
            {approval.canDecide && <Decide approval={approval} busy={busy} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decide({
  approval: { id, name },
  busy,
}: {
  readonly approval: Approval;
  readonly busy: readonly string[];
}): JSX.Element {
  const host = useHost();
  const button = (decision: 'approve' | 'decline', words: string): JSX.Element => {
    const action: TicketAction = { type: 'decide', approval: id, decision };
    return (
      <Button disabled={busy.includes(nameOf(action))} onClick={() => host.act(action)}>
        {words}
      </Button>
    );
  };
  return (
    <div class="buttons" role="group" aria-label={oneLine(name)}>
      {button('approve', l10n.t('Approve…'))}
      {button('decline', l10n.t('Decline…'))}
    </div>
  );
}

const icons: Readonly<Record<Approval['state'], IconName>> = {
  waiting: 'clock',
  approved: 'done',
  declined: 'warning',
};

function stateWord(state: Approval['state']): string {
  switch (state) {
    case 'waiting':
      return l10n.t('waiting');
    case 'approved':
      return l10n.t('approved');
    case 'declined':
      return l10n.t('declined');
    default:
      return state satisfies never;
  }
}
