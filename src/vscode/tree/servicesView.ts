import { env, EventEmitter, l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from 'vscode';
import type { TreeDataProvider, TreeView } from 'vscode';
import type { TicketStore } from '../../app/ticketStore.ts';
import { whoIsOnCall, type ConnectionOnCall } from '../../app/whoIsOnCall.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Clock } from '../../domain/ports.ts';
import { selectorText, type Service, type ServiceLink } from '../../domain/service.ts';
import { isOpen } from '../../domain/ticket.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { OpenRepositories } from '../openRepositories.ts';

/** A row of the Services view. */
export type ServiceNode =
  | { readonly type: 'service'; readonly repository: string; readonly service: Service }
  | {
      readonly type: 'fact';
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly icon: string;
    };

interface ServicesViewOptions {
  readonly repositories: OpenRepositories;
  readonly store: TicketStore;
  readonly clock: Clock;
}

/** Milliseconds for which it counts who is on call. */
const callsLast = 5 * 60_000;

/** The services that the open repositories build or run, and where each link came from. */
export class ServicesView implements TreeDataProvider<ServiceNode> {
  readonly view: TreeView<ServiceNode>;
  readonly #options: ServicesViewOptions;
  readonly #disposables = new DisposableStore();
  readonly #calls = new WeakMap<Service, { readonly at: number; readonly calls: readonly ConnectionOnCall[] }>();
  readonly #changed = this.#disposables.add(new EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: ServicesViewOptions) {
    this.#options = options;
    this.view = this.#disposables.add(window.createTreeView('footbridge.services', { treeDataProvider: this }));
    this.#disposables.add(options.repositories.onDidChange(() => this.#changed.fire(undefined)));
    this.#disposables.addEnd(options.store.onDidChange(() => this.#changed.fire(undefined)));
  }

  async getChildren(node?: ServiceNode): Promise<ServiceNode[]> {
    if (node === undefined) {
      return this.#options.repositories.all.flatMap(({ name, links }) =>
        links.services.map((service): ServiceNode => ({ type: 'service', repository: name, service })),
      );
    }
    if (node.type !== 'service') return [];
    return [...factsOf(node.service), ...onCallFacts(node.service, await this.#onCall(node.service))];
  }

  getTreeItem(node: ServiceNode): TreeItem {
    return node.type === 'service' ? this.#serviceItem(node) : factItem(node);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Asked when somebody looks, and not again for a while: the view is drawn anew with every change of a ticket. */
  async #onCall(service: Service): Promise<readonly ConnectionOnCall[]> {
    const { store, clock } = this.#options;
    const known = this.#calls.get(service);
    if (known !== undefined && clock().getTime() - known.at < callsLast) return known.calls;
    const calls = await whoIsOnCall(store.sources, service);
    this.#calls.set(service, { at: clock().getTime(), calls });
    return calls;
  }

  #serviceItem({ repository, service }: Extract<ServiceNode, { type: 'service' }>): TreeItem {
    const item = new TreeItem(oneLine(service.name), TreeItemCollapsibleState.Collapsed);
    const open = this.#options.store.tickets.filter(
      (ticket) => isOpen(ticket) && ticket.services.includes(service.name),
    );
    const breached = open.filter(({ due }) => due.some((one) => one.breached)).length;
    const count =
      breached === 0 ? l10n.t('{0} open', open.length) : l10n.t('{0} open, {1} breached', open.length, breached);
    item.id = `${repository}\n${service.name}`;
    item.description = `${count} · ${service.source === 'default' ? l10n.t('no link file') : service.source}`;
    item.iconPath = new ThemeIcon('server-process');
    item.contextValue = ' service ';
    item.accessibilityInformation = { label: l10n.t('Service {0}, {1}', service.name, count) };
    return item;
  }
}

function factsOf(service: Service): ServiceNode[] {
  const fact = (label: string, value: string, icon: string): ServiceNode[] =>
    value === '' ? [] : [{ type: 'fact', id: `${service.name}\n${label}\n${value}`, label, value, icon }];
  const levels = Object.keys(service.serviceLevels).join(', ');
  return [
    ...service.tickets.flatMap((link) => fact(link.connection, linkText(link), 'plug')),
    ...fact(l10n.t('Team'), service.group ?? '', 'organization'),
    ...fact(l10n.t('Paths'), service.paths.join(' ') || l10n.t('the whole repository'), 'folder'),
    ...fact(l10n.t('Service levels'), levels, 'watch'),
    ...fact(l10n.t('Runbooks'), service.runbooks ?? '', 'book'),
    ...fact(
      l10n.t('Linked by'),
      service.source === 'default' ? l10n.t('default: there is no link file') : service.source,
      'link',
    ),
  ];
}

function onCallFacts(service: Service, connections: readonly ConnectionOnCall[]): ServiceNode[] {
  return connections.flatMap(({ connection, calls }) =>
    calls.map(({ person, level, until }): ServiceNode => {
      const who = person.isMe ? l10n.t('{0} (you)', person.name) : person.name;
      const value =
        until === undefined ? who : l10n.t('{0}, until {1}', who, new Date(until).toLocaleString(env.language));
      const label = level === 1 ? l10n.t('On call') : l10n.t('On call, level {0}', level);
      return {
        type: 'fact',
        id: `${service.name}\n${connection}\n${level}\n${person.id}`,
        label,
        value,
        icon: 'call-incoming',
      };
    }),
  );
}

/** What a link selects, and where it was read if that is not where the service was. */
function linkText(link: ServiceLink): string {
  const { source } = link;
  const text = selectorText(link) || l10n.t('everything');
  return source === undefined || source === 'default' ? text : `${text} · ${source}`;
}

function factItem({ id, label, value, icon }: Extract<ServiceNode, { type: 'fact' }>): TreeItem {
  const item = new TreeItem(oneLine(label), TreeItemCollapsibleState.None);
  item.id = id;
  item.description = oneLine(value, 200);
  item.iconPath = new ThemeIcon(icon);
  item.contextValue = ' fact ';
  return item;
}
