import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { oneLine } from '../src/domain/markup/safeText.ts';
import type { Audience } from '../src/domain/ticket.ts';
import type { Problem } from '../src/protocol/problem.ts';
import type { TicketPage } from '../src/protocol/ticketPage.ts';
import type { Draft } from './draft.ts';
import { ProblemText } from './problemText.tsx';
import { AudienceMark } from './timeline.tsx';
import { Button, Choice, TextArea } from './toolkit.ts';

interface ComposeProps {
  readonly page: TicketPage;
  readonly draft: Draft;
  readonly sending: boolean;
  readonly problem: Problem | undefined;
  readonly onChange: (draft: Draft) => void;
  readonly onSend: () => void;
}

/** The box for a note. It says who will see the text before, while and after it is written. */
export function Compose({ page, draft, sending, problem, onChange, onSend }: ComposeProps): JSX.Element {
  const audience: Audience = page.capabilities.reply ? draft.audience : 'internal';
  const empty = draft.text.trim() === '';
  const send = (): void => {
    if (!empty && !sending) onSend();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && event.target instanceof HTMLElement) {
      event.target.blur();
    }
  };
  return (
    <section class={`compose ${audience}`} aria-labelledby="compose">
      <h2 id="compose">{l10n.t('Add a note')}</h2>
      {page.capabilities.reply && (
        <Choice
          label={l10n.t('Who sees it')}
          value={audience}
          disabled={sending}
          options={[
            { value: 'internal', label: l10n.t('Internal note') },
            { value: 'public', label: l10n.t('Reply to requester') },
          ]}
          onChange={(value) => onChange({ ...draft, audience: value === 'public' ? 'public' : 'internal' })}
        />
      )}
      <TextArea
        label={audience === 'public' ? l10n.t('Your reply, in Markdown') : l10n.t('Your note, in Markdown')}
        placeholder={l10n.t('{0}+Enter sends it', modifier())}
        value={draft.text}
        disabled={sending}
        onInput={(text) => onChange({ ...draft, text })}
        onKeyDown={onKeyDown}
      />
      {problem !== undefined && <ProblemText problem={problem} />}
      <div class="send">
        <Button appearance="primary" disabled={empty || sending} onClick={send}>
          {sending ? l10n.t('Sending…') : sendWords(page, audience)}
        </Button>
        <AudienceMark audience={audience} />
      </div>
    </section>
  );
}

function modifier(): string {
  return navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';
}

function sendWords({ ticket: { requester } }: TicketPage, audience: Audience): string {
  if (audience === 'internal') return l10n.t('Add internal note');
  return requester === undefined ? l10n.t('Send to the requester') : l10n.t('Send to {0}', oneLine(requester.name, 40));
}
