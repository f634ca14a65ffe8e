import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { oneLine } from '../src/domain/markup/safeText.ts';
import { visibleText } from '../src/domain/markup/visibleText.ts';
import { kindWord } from '../src/domain/words.ts';
import type { TicketPage } from '../src/protocol/ticketPage.ts';
import { Actions } from './actions.tsx';
import { priorityOf, stateOf } from './changes.ts';
import { Compose } from './compose.tsx';
import type { Draft } from './draft.ts';
import { Facts } from './facts.tsx';
import { useHost } from './host.ts';
import { Icon } from './icons.tsx';
import { MarkdownText } from './markdown.tsx';
import type { PageState } from './pageState.ts';
import { ProblemText } from './problemText.tsx';
import { Timeline } from './timeline.tsx';
import { Button, Spinner } from './toolkit.ts';
import { useNow } from './useNow.ts';

interface AppProps {
  readonly state: PageState;
  readonly onDraft: (draft: Draft) => void;
  readonly onSend: () => void;
  readonly onDismiss: () => void;
}

export function App({ state, ...handlers }: AppProps): JSX.Element {
  return (
    <main aria-busy={state.loading}>
      <p class="said" role="status" aria-live="polite">
        {state.said}
      </p>
      {state.page === undefined ? <Waiting state={state} /> : <Ticket page={state.page} state={state} {...handlers} />}
    </main>
  );
}

function Waiting({ state: { loadProblem, loading } }: { readonly state: PageState }): JSX.Element {
  const host = useHost();
  if (loadProblem === undefined || loading) {
    return (
      <div class="waiting">
        <Spinner label={l10n.t('Loading')} /> <p>{l10n.t('Reading the ticket…')}</p>
      </div>
    );
  }
  return (
    <ProblemText problem={loadProblem}>
      <Button appearance="primary" onClick={() => host.refresh()}>
        {l10n.t('Retry')}
      </Button>
    </ProblemText>
  );
}

type TicketProps = AppProps & { readonly page: TicketPage };

function Ticket({ page, state, onDraft, onSend, onDismiss }: TicketProps): JSX.Element {
  const now = useNow();
  const { ticket } = page;
  return (
    <article aria-labelledby="title">
      <Header page={page} />
      <Banners state={state} onDismiss={onDismiss} />
      <Actions page={page} busy={state.busy} loading={state.loading} />
      <div class="columns">
        <Facts page={page} now={now} busy={state.busy} />
        <div class="text">
          <section aria-labelledby="description">
            <h2 id="description">{l10n.t('Description')}</h2>
            {ticket.body.trim() === '' ? (
              <p class="quiet">{l10n.t('There is no description.')}</p>
            ) : (
              <MarkdownText text={ticket.body} />
            )}
          </section>
          <Timeline page={page} now={now} pending={state.sending ? state.draft : undefined} loading={state.loading} />
          {page.capabilities.notesNeedAssignee === true && ticket.assignees.length === 0 ? (
            <p class="quiet">{l10n.t('Notes can be added as soon as somebody has it.')}</p>
          ) : (
            <Compose
              page={page}
              draft={state.draft}
              sending={state.sending}
              problem={state.draftProblem}
              onChange={onDraft}
              onSend={onSend}
            />
          )}
        </div>
      </div>
    </article>
  );
}

function Header({ page: { ticket } }: { readonly page: TicketPage }): JSX.Element {
  const { kind, key, priority = 'none', major } = ticket;
  return (
    <header>
      <p class="eyebrow">
        <span class="mark">
          <Icon name={kind} /> {kindWord(kind)}
        </span>
        <bdi class="key">{oneLine(key)}</bdi>
        <span class="pill" dir="auto">
          {stateOf(ticket)}
        </span>
        {ticket.priority !== undefined && (
          <span class="pill">
            <span class={`dot priority-${priority}`} aria-hidden="true" /> {priorityOf(ticket)}
          </span>
        )}
        {major === true && (
          <span class="pill major">
            <Icon name="warning" /> {l10n.t('Major incident')}
          </span>
        )}
      </p>
      <h1 id="title" dir="auto">
        {visibleText(ticket.title)}
      </h1>
    </header>
  );
}

function Banners({ state, onDismiss }: Pick<AppProps, 'state' | 'onDismiss'>): JSX.Element {
  const host = useHost();
  const { loadProblem, actionProblem, changed } = state;
  return (
    <div class="banners">
      {loadProblem !== undefined && (
        <ProblemText problem={loadProblem}>
          <Button disabled={state.loading} onClick={() => host.refresh()}>
            {l10n.t('Retry')}
          </Button>
        </ProblemText>
      )}
      {actionProblem !== undefined && (
        <ProblemText problem={actionProblem}>
          <Button onClick={onDismiss}>{l10n.t('Dismiss')}</Button>
        </ProblemText>
      )}
      {changed.length > 0 && (
        <div class="banner changed">
          <Icon name="refresh" />
          <div>
            <strong>{l10n.t('Changed meanwhile')}</strong>
            <ul>
              {changed.map((change) => (
                <li dir="auto">{change}</li>
              ))}
            </ul>
          </div>
          <div class="buttons">
            <Button onClick={onDismiss}>{l10n.t('Dismiss')}</Button>
          </div>
        </div>
      )}
    </div>
  );
}
