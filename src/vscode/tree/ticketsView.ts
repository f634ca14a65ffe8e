import { EventEmitter, l10n, MarkdownString, window } from 'vscode';
import type { CancellationToken, TreeDataProvider, TreeItem, TreeView } from 'vscode';
import type { TicketStore } from '../../app/ticketStore.ts';
import { isMine, type Grouping } from '../../domain/query.ts';
import { isOpen, type TicketRef } from '../../domain/ticket.ts';
import { DisposableStore } from '../disposableStore.ts';
import { ContextKeys } from '../contextKeys.ts';
import type { OpenRepositories } from '../openRepositories.ts';
import { describeNode } from './describeNode.ts';
import { ticketTooltip } from './ticketTooltip.ts';
import type { TicketNode } from './ticketNode.ts';
import { emptyReason, groupNodes, rootNodes, rowsAtOnce, type TicketsShape } from './ticketRows.ts';
import { treeItemOf } from './treeItem.ts';

interface TicketsViewOptions {
  readonly store: TicketStore;
  readonly repositories: OpenRepositories;
  readonly grouping: Grouping;
  readonly clock: () => Date;
}

/** The Tickets view: one tree over all connections, painted from what the store knows. */
export class TicketsView implements TreeDataProvider<TicketNode> {
  readonly view: TreeView<TicketNode>;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new EventEmitter<TicketNode | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #options: TicketsViewOptions;
  /** How many rows of a group are shown, where the user asked for more. */
  readonly #shown = new Map<string, number>();
  readonly #context = new ContextKeys();
  #shape: TicketsShape;
  #repainting: NodeJS.Timeout | undefined;

  constructor(options: TicketsViewOptions) {
    this.#options = options;
    this.#shape = { grouping: options.grouping, filter: '' };
    this.view = this.#disposables.add(
      window.createTreeView('footbridge.tickets', { treeDataProvider: this, showCollapseAll: true }),
    );
    this.#disposables.addEnd(options.store.onDidChange(() => this.#repaintSoon()));
    this.#disposables.addEnd(() => clearTimeout(this.#repainting));
  }

  get shape(): TicketsShape {
    return this.#shape;
  }

  /** Shows the tickets another way. */
  reshape(shape: Partial<TicketsShape>): void {
    this.#shape = { ...this.#shape, ...shape };
    this.#repaint();
  }

  /** The ticket of the branch that is checked out. */
  setCurrent(ref: TicketRef | undefined): void {
    const { grouping, filter } = this.#shape;
    this.#shape = { grouping, filter, ...(ref === undefined ? {} : { current: ref }) };
    this.#repaint();
  }

  showMoreRows(group: string): void {
    this.#shown.set(group, (this.#shown.get(group) ?? rowsAtOnce) + rowsAtOnce);
    this.#repaint();
  }

  getTreeItem(node: TicketNode): TreeItem {
    return treeItemOf(describeNode(node, this.#options.clock()));
  }

  getChildren(node?: TicketNode): TicketNode[] {
    if (node === undefined) return rootNodes(this.#options.store, this.#shape, this.#options.clock());
    if (node.type !== 'group') return [];
    const group = `${node.by}:${node.id}`;
    const { current } = this.#shape;
    const shown = this.#shown.get(group) ?? rowsAtOnce;
    return groupNodes(group, node.tickets, { shown, ...(current === undefined ? {} : { current }) });
  }

  /** A tooltip is made when somebody looks, not for every row. */
  resolveTreeItem(item: TreeItem, node: TicketNode, _token: CancellationToken): TreeItem {
    if (node.type === 'ticket') item.tooltip = ticketTooltip(node.ticket, this.#options.clock());
    if (node.type === 'problem') item.tooltip = new MarkdownString().appendText(node.problem.next ?? '');
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** The store tells each of many changes; the eye wants one. */
  #repaintSoon(): void {
    this.#repainting ??= setTimeout(() => this.#repaint(), 20);
  }

  #repaint(): void {
    clearTimeout(this.#repainting);
    this.#repainting = undefined;
    const { store } = this.#options;
    const { filter } = this.#shape;
    this.view.message = filter === '' ? '' : l10n.t('Filtered by “{0}”', filter);
    const mine = store.tickets.filter(
      (ticket) => isMine(ticket) && isOpen(ticket) && ticket.phase !== 'waiting',
    ).length;
    this.view.badge = mine === 0 ? undefined : { value: mine, tooltip: l10n.t('{0} tickets need you', mine) };
    this.#context.set('footbridge.filtered', filter !== '');
    this.#context.set('footbridge.empty', emptyReason(store, filter));
    this.#changed.fire(undefined);
  }
}
