import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { isMine } from '../src/domain/query.ts';
import { isOpen, type Transition } from '../src/domain/ticket.ts';
import type { TicketAction } from '../src/protocol/messages.ts';
import type { TicketPage } from '../src/protocol/ticketPage.ts';
import { oneLine } from '../src/domain/markup/safeText.ts';
import { useHost } from './host.ts';
import { nameOf } from './pageState.ts';
import { Button } from './toolkit.ts';

interface ActionsProps {
  readonly page: TicketPage;
  readonly busy: readonly string[];
  readonly loading: boolean;
}

/** What can be done with the ticket, the likeliest first. What the backend cannot do is not offered. */
export function Actions({ page, busy, loading }: ActionsProps): JSX.Element {
  const host = useHost();
  const { ticket, transitions, branch } = page;
  const mine = isMine(ticket);
  const button = (action: TicketAction, words: string, appearance?: 'primary'): JSX.Element => (
    <Button
      key={nameOf(action)}
      disabled={busy.includes(nameOf(action))}
      onClick={() => host.act(action)}
      {...(appearance === undefined ? {} : { appearance })}
    >
      {words}
    </Button>
  );
  return (
    <div class="actions">
      <div class="buttons" role="group" aria-label={l10n.t('Actions')}>
        {page.capabilities.assign &&
          !mine &&
          isOpen(ticket) &&
          button({ type: 'pickUp' }, l10n.t('Pick up…'), 'primary')}
        {page.capabilities.assign && mine && button({ type: 'handBack' }, l10n.t('Hand back…'))}
        {branch === undefined && isOpen(ticket) && button({ type: 'startBranch' }, l10n.t('Start branch…'))}
        {button({ type: 'linkCommit' }, l10n.t('Link commit…'))}
        {ticket.url !== undefined && button({ type: 'openInBrowser' }, l10n.t('Open in browser'))}
        {button({ type: 'copyKey' }, l10n.t('Copy key'))}
        <Button disabled={loading} onClick={() => host.refresh()}>
          {l10n.t('Refresh')}
        </Button>
      </div>
      {transitions.length > 0 && (
        <div class="buttons" role="group" aria-labelledby="transitions">
          <span id="transitions" class="group-name">
            {l10n.t('Move:')}
          </span>
          {transitions.map((transition) => button({ type: 'move', transition: transition.id }, wordsOf(transition)))}
        </div>
      )}
    </div>
  );
}

/** The backend's own words, and whether there is more to it than a click. */
function wordsOf({ label, requires, notifiesRequester }: Transition): string {
  const words = oneLine(label, 60);
  if (notifiesRequester === true) return l10n.t('{0} (tells the requester)…', words);
  return requires.length === 0 ? words : `${words}…`;
}
