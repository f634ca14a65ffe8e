import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import { externalUrl } from '../src/domain/markup/externalUrl.ts';
import { oneLine } from '../src/domain/markup/safeText.ts';
import { isOpen, type Due, type TicketLink } from '../src/domain/ticket.ts';
import type { TicketPage } from '../src/protocol/ticketPage.ts';
import { Approvals } from './approvals.tsx';
import { ownersOf, priorityOf, stateOf } from './changes.ts';
import { useHost } from './host.ts';
import { Icon, type IconName } from './icons.tsx';
import { Link } from './markdown.tsx';
import { Moment } from './moment.tsx';
import { dueName, dueState, exactTime, type DueState } from './times.ts';

interface FactsProps {
  readonly page: TicketPage;
  readonly now: Date;
  /** The actions that are under way. */
  readonly busy: readonly string[];
}

/** What is known of the ticket beside its text. */
export function Facts({ page, now, busy }: FactsProps): JSX.Element {
  const { ticket, branch } = page;
  const { priority = 'none', requester, group, services, created, updated, due, links } = ticket;
  return (
    <aside class="facts" aria-label={l10n.t('Details')}>
      {due.length > 0 && <ServiceLevels due={due} now={now} open={isOpen(ticket)} />}
      {page.approvals.length > 0 && <Approvals approvals={page.approvals} busy={busy} />}
      <dl>
        <Fact name={l10n.t('State')}>{stateOf(ticket)}</Fact>
        <Fact name={l10n.t('Priority')}>
          <span class={`dot priority-${priority}`} aria-hidden="true" />
          {priorityOf(ticket)}
        </Fact>
        <Fact name={l10n.t('Owner')}>{ownersOf(ticket)}</Fact>
        {requester !== undefined && <Fact name={l10n.t('Requester')}>{oneLine(requester.name)}</Fact>}
        {group !== undefined && <Fact name={l10n.t('Group')}>{oneLine(group)}</Fact>}
        {services.length > 0 && (
          <Fact name={l10n.t('Services')}>{services.map((name) => oneLine(name)).join(', ')}</Fact>
        )}
        {branch !== undefined && (
          <Fact name={l10n.t('Branch')}>
            <Icon name="branch" /> <code>{oneLine(branch)}</code>
          </Fact>
        )}
        <Fact name={l10n.t('Created')}>
          <Moment at={created} now={now} />
        </Fact>
        {updated !== undefined && (
          <Fact name={l10n.t('Updated')}>
            <Moment at={updated} now={now} />
          </Fact>
        )}
        <Fact name={l10n.t('Connection')}>{ticket.ref.connection}</Fact>
      </dl>
      {links.length > 0 && <Links links={links} />}
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

interface ServiceLevelsProps {
  readonly due: readonly Due[];
  readonly now: Date;
  readonly open: boolean;
}

const dueIcons: Readonly<Record<DueState['type'], IconName>> = {
  running: 'clock',
  soon: 'clock',
  breached: 'warning',
  paused: 'paused',
  ended: 'done',
};

function ServiceLevels({ due, now, open }: ServiceLevelsProps): JSX.Element {
  const { language } = useHost();
  return (
    <section aria-labelledby="service-levels">
      <h2 id="service-levels">{l10n.t('Service levels')}</h2>
      <ul class="service-levels">
        {due.map((one) => {
          const { type, words } = dueState(one, { now, open });
          return (
            <li class={`due due-${type}`} title={l10n.t('Due {0}', exactTime(one.at, language))}>
              <Icon name={dueIcons[type]} />
              <span dir="auto">{oneLine(dueName(one))}</span>
              <strong>{words}</strong>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Links({ links }: { readonly links: readonly TicketLink[] }): JSX.Element {
  return (
    <section aria-labelledby="links">
      <h2 id="links">{l10n.t('Links')}</h2>
      <ul class="links">
        {links.map(({ label, url }) => {
          const external = externalUrl(url);
          const words = oneLine(label) || oneLine(url);
          return (
            <li dir="auto">
              {external === undefined ? `${words} (${oneLine(url)})` : <Link url={external}>{words}</Link>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
