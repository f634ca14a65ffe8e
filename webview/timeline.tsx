import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { oneLine } from '../src/domain/markup/safeText.ts';
import type { Audience, Entry } from '../src/domain/ticket.ts';
import type { TicketPage } from '../src/protocol/ticketPage.ts';
import type { Draft } from './draft.ts';
import { useHost } from './host.ts';
import { Icon, type IconName } from './icons.tsx';
import { MarkdownText } from './markdown.tsx';
import { Moment } from './moment.tsx';
import { Button, Spinner } from './toolkit.ts';

/** How many entries are shown at first, and how many more at each request: a ticket can have thousands. */
const step = 30;

interface TimelineProps {
  readonly page: TicketPage;
  readonly now: Date;
  /** A note on its way. */
  readonly pending: Draft | undefined;
  readonly loading: boolean;
}

/** Notes, replies and changes, the oldest first. */
export function Timeline({ page, now, pending, loading }: TimelineProps): JSX.Element {
  const host = useHost();
  const [shown, setShown] = useState(step);
  const { timeline, moreTimeline } = page;
  const hidden = Math.max(0, timeline.length - shown);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{l10n.t('Timeline')}</h2>
      {hidden > 0 && (
        <p class="more">
          <Button onClick={() => setShown(shown + step)}>
            {l10n.t('Show {0} of {1} earlier entries', Math.min(step, hidden), hidden)}
          </Button>
        </p>
      )}
      {timeline.length === 0 && pending === undefined && <p class="quiet">{l10n.t('Nothing has happened yet.')}</p>}
      <ol class="timeline">
        {timeline.slice(hidden).map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} now={now} />
        ))}
        {pending !== undefined && <PendingEntry draft={pending} />}
      </ol>
      {moreTimeline && (
        <p class="more">
          <Button disabled={loading} onClick={() => host.loadTimeline()}>
            {l10n.t('Load later entries')}
          </Button>
        </p>
      )}
    </section>
  );
}

function TimelineEntry({ entry, now }: { readonly entry: Entry; readonly now: Date }): JSX.Element {
  const { kind, audience, author, at, body } = entry;
  const name = oneLine(author.name);
  return (
    <li class={`entry entry-${kind} ${audience}`}>
      <div class="entry-head">
        <KindMark kind={kind} />
        <bdi class="author">{author.isMe ? l10n.t('{0} (you)', name) : name}</bdi>
        <Moment at={at} now={now} />
        <AudienceMark audience={audience} />
      </div>
      {body.trim() !== '' && <MarkdownText text={body} />}
    </li>
  );
}

function PendingEntry({ draft }: { readonly draft: Draft }): JSX.Element {
  return (
    <li class={`entry pending ${draft.audience}`}>
      <div class="entry-head">
        <Spinner label={l10n.t('Sending')} />
        <span class="author">{l10n.t('Sending…')}</span>
        <AudienceMark audience={draft.audience} />
      </div>
      <MarkdownText text={draft.text} />
    </li>
  );
}

function KindMark({ kind }: { readonly kind: Entry['kind'] }): JSX.Element {
  const [icon, words] = markOf(kind);
  return (
    <Mark class="kind" icon={icon}>
      {words}
    </Mark>
  );
}

function markOf(kind: Entry['kind']): readonly [IconName, string] {
  switch (kind) {
    case 'note':
      return ['note', l10n.t('Note')];
    case 'reply':
      return ['public', l10n.t('Reply')];
    case 'change':
      return ['moved', l10n.t('Change')];
    case 'link':
      return ['commit', l10n.t('Linked')];
    default:
      return kind satisfies never;
  }
}

/** Who sees it, in words and by a picture, never by colour alone. */
export function AudienceMark({ audience }: { readonly audience: Audience }): JSX.Element {
  return audience === 'public' ? (
    <Mark class="audience audience-public" icon="eye">
      {l10n.t('The requester sees this')}
    </Mark>
  ) : (
    <Mark class="audience" icon="internal">
      {l10n.t('Internal')}
    </Mark>
  );
}

interface MarkProps {
  readonly class: string;
  readonly icon: IconName;
  readonly children: ComponentChildren;
}

function Mark({ class: name, icon, children }: MarkProps): JSX.Element {
  return (
    <span class={`mark ${name}`}>
      <Icon name={icon} /> {children}
    </span>
  );
}
