import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { NodeDescription } from './describeNode.ts';

const collapsibleStates = {
  none: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;

export function treeItemOf(described: NodeDescription): TreeItem {
  const item = new TreeItem(described.label, collapsibleStates[described.collapsible]);
  item.id = described.id;
  item.description = described.description;
  item.contextValue = described.context;
  item.accessibilityInformation = { label: described.spoken };
  if (described.icon !== undefined) {
    const color = described.color === undefined ? undefined : new ThemeColor(described.color);
    item.iconPath = new ThemeIcon(described.icon, color);
  }
  if (described.command !== undefined) {
    item.command = { command: described.command.id, title: '', arguments: [...described.command.arguments] };
  }
  return item;
}
