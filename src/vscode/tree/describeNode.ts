import * as l10n from '@vscode/l10n';
import { explain } from '../../domain/errors.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import { isMine, nextDue } from '../../domain/query.ts';
import { timeLeft } from '../../domain/serviceLevel.ts';
import { isOpen, refKey, type Kind, type Priority, type Ticket } from '../../domain/ticket.ts';
import { kindWord } from '../../domain/words.ts';
import type { TicketNode } from './ticketNode.ts';
import { groupWord } from './words.ts';

/** A row as VS Code shows it, without VS Code: ten lines elsewhere make a TreeItem of it. */
export interface NodeDescription {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** A codicon. */
  readonly icon?: string;
  /** A theme colour. Never the only sign of anything: the words say it too. */
  readonly color?: string;
  readonly collapsible: 'none' | 'collapsed' | 'expanded';
  /** Words for `when` clauses, with spaces around each. */
  readonly context: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly command?: { readonly id: string; readonly arguments: readonly unknown[] };
}

export function describeNode(node: TicketNode, now: Date): NodeDescription {
  switch (node.type) {
    case 'group':
      return describeGroup(node);
    case 'ticket':
      return describeTicket(node, now);
    case 'moreRows':
      return more(`rows:${node.group}`, node, { id: 'footbridge.showMoreRows', arguments: [node.group] });
    case 'moreTickets':
      return more(`tickets:${node.connection}`, node, { id: 'footbridge.loadMore', arguments: [node.connection] });
    case 'problem':
      return describeProblem(node);
    case 'signIn':
      return describeSignIn(node);
    default:
      return node satisfies never;
  }
}

type Node<Type extends TicketNode['type']> = Extract<TicketNode, { readonly type: Type }>;

function describeGroup({ by, id, tickets }: Node<'group'>): NodeDescription {
  const label = oneLine(groupWord(by, id));
  return {
    id: `group:${by}:${id}`,
    label,
    description: String(tickets.length),
    collapsible: id === 'alerts' ? 'collapsed' : 'expanded',
    context: ' group ',
    spoken: l10n.t('{0}, {1} tickets', label, tickets.length),
  };
}

const kindIcons: Readonly<Record<Kind, string>> = {
  incident: 'flame',
  request: 'inbox',
  task: 'checklist',
  change: 'git-pull-request',
  problem: 'search',
  alert: 'bell',
};

const priorityColors: Readonly<Partial<Record<Priority, string>>> = {
  1: 'charts.red',
  2: 'symbolIcon.classForeground',
  3: 'charts.yellow',
  4: 'charts.blue',
};

function describeTicket({ ticket, current }: Node<'ticket'>, now: Date): NodeDescription {
  const title = oneLine(ticket.title, 200);
  const due = isOpen(ticket) ? nextDue(ticket) : undefined;
  const color = ticket.priority === undefined ? undefined : priorityColors[ticket.priority];
  const facts = [
    ticket.priority === undefined ? '' : `P${ticket.priority}`,
    ticket.major === true ? l10n.t('major') : '',
    due === undefined ? '' : timeLeft(due, now),
    isOpen(ticket) ? '' : oneLine(ticket.state, 30),
    ownersOf(ticket),
    current ? l10n.t('this branch') : '',
  ].filter((fact) => fact !== '');
  return {
    id: `ticket:${refKey(ticket.ref)}`,
    label: `${ticket.key} ${title}`,
    description: facts.join(' · '),
    icon: kindIcons[ticket.kind],
    ...(color === undefined ? {} : { color }),
    collapsible: 'none',
    context: contextOf(ticket, current),
    spoken: [kindWord(ticket.kind), ticket.key, title, oneLine(ticket.state, 30), ...facts].join(', '),
    command: { id: 'footbridge.openTicket', arguments: [ticket.ref] },
  };
}

function ownersOf(ticket: Ticket): string {
  return ticket.assignees.map(({ name, isMe }) => (isMe ? l10n.t('me') : oneLine(name, 30))).join(', ');
}

function contextOf(ticket: Ticket, current: boolean): string {
  const words = ['ticket', isMine(ticket) ? 'mine' : ticket.assignees.length === 0 ? 'free' : 'taken'];
  if (isOpen(ticket)) words.push('open');
  if (current) words.push('current');
  if (ticket.url !== undefined) words.push('page');
  return ` ${words.join(' ')} `;
}

function more(
  id: string,
  { shown, total }: { readonly shown: number; readonly total?: number },
  command: NodeDescription['command'] & object,
): NodeDescription {
  const label =
    total === undefined ? l10n.t('Showing {0}, there are more', shown) : l10n.t('Showing {0} of {1}', shown, total);
  return {
    id: `more:${id}`,
    label,
    description: l10n.t('Load more'),
    icon: 'ellipsis',
    collapsible: 'none',
    context: ' more ',
    spoken: `${label}. ${l10n.t('Load more')}`,
    command,
  };
}

function describeProblem({ connection, product, problem, asOf }: Node<'problem'>): NodeDescription {
  const age = asOf === undefined ? '' : l10n.t('as of {0}', asOf);
  return {
    id: `problem:${connection}`,
    label: `${connection}: ${oneLine(problem.message, 200)}`,
    description: [product, age].filter((part) => part !== '').join(' · '),
    icon: 'warning',
    color: 'list.warningForeground',
    collapsible: 'none',
    context: ` problem ${problem.reason} `,
    spoken: l10n.t('{0} has a problem. {1}', connection, explain(problem)),
    command: { id: 'footbridge.showProblem', arguments: [connection] },
  };
}

function describeSignIn({ connection, product, origin }: Node<'signIn'>): NodeDescription {
  const label = l10n.t('Sign in to {0}', origin);
  return {
    id: `signIn:${connection}`,
    label,
    description: `${connection} · ${product}`,
    icon: 'key',
    collapsible: 'none',
    context: ' signIn ',
    spoken: l10n.t('{0}, {1}', label, product),
    command: { id: 'footbridge.signIn', arguments: [connection] },
  };
}
