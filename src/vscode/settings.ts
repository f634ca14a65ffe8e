import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import * as v from 'valibot';
import type { BranchTemplate } from '../domain/branchName.ts';
import { groupings, type Grouping } from '../domain/query.ts';
import { kinds } from '../domain/ticket.ts';

/** What the user has set, as one object. Connections are read apart: they have a file format of their own. */
export interface Settings {
  readonly connections: unknown;
  /** The user's own services: what is wrong with one is told where they are read. */
  readonly services: unknown;
  readonly branchName: BranchTemplate;
  /** What the tickets are grouped by when a window opens. */
  readonly groupBy: Grouping;
  readonly showInStatusBar: boolean;
  /** Minutes between two refreshes while the window has the focus; 0: only when asked. */
  readonly refreshMinutes: number;
}

const settingsSchema = v.object({
  connections: v.fallback(v.unknown(), []),
  services: v.fallback(v.unknown(), []),
  branchName: v.fallback(
    v.union([v.string(), v.object(v.entriesFromList(kinds, v.exactOptional(v.string())))]),
    '{kind}/{key}-{slug}',
  ),
  groupBy: v.fallback(v.picklist(groupings), 'work'),
  showInStatusBar: v.fallback(v.boolean(), true),
  refreshMinutes: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(1440)), 5),
});

export function readSettings(): Settings {
  const section = workspace.getConfiguration('footbridge');
  return v.parse(settingsSchema, {
    // Only what the user has set counts: a folder's settings never add an address that gets a token.
    connections: section.inspect('connections')?.globalValue ?? [],
    services: section.get('services'),
    branchName: section.get('branchName'),
    groupBy: section.get('groupBy'),
    showInStatusBar: section.get('statusBar.show'),
    refreshMinutes: section.get('refresh.minutes'),
  });
}

export async function writeConnections(connections: readonly unknown[]): Promise<void> {
  await workspace.getConfiguration('footbridge').update('connections', connections, true);
}

export function onDidChangeSettings(listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('footbridge')) listener();
  });
}
