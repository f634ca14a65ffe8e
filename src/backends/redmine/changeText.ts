import * as l10n from '@vscode/l10n';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Markdown } from '../../domain/ticket.ts';
import { unlessForbidden } from './people.ts';
import type { WireDetail, WireIssue, WireNamed } from './schema.ts';
import type { RedmineSession } from './session.ts';

/** What a journal changed, a line for each field, with the names of what it has by number. */
export async function changeText(
  session: RedmineSession,
  wire: WireIssue,
  details: readonly WireDetail[],
): Promise<Markdown> {
  const lines = await Promise.all(details.map(async (detail) => line(session, wire, detail)));
  return lines.join('  \n');
}

async function line(session: RedmineSession, wire: WireIssue, detail: WireDetail): Promise<Markdown> {
  const { property, name, old_value: from, new_value: to } = detail;
  switch (property) {
    case 'attr':
      return attribute(session, wire, detail);
    case 'cf':
      return changed(wire.custom_fields.find(({ id }) => id === name)?.name ?? l10n.t('Field {0}', name), from, to);
    case 'attachment':
      return to === '' ? l10n.t('File removed: {0}', shown(from)) : l10n.t('File added: {0}', shown(to));
    case 'relation':
      return to === ''
        ? l10n.t('No longer linked: {0}', shown(`#${from}`))
        : l10n.t('Linked with {0}', shown(`#${to}`));
    default:
      return changed(name, from, to);
  }
}

async function attribute(session: RedmineSession, wire: WireIssue, detail: WireDetail): Promise<Markdown> {
  const { name, old_value: from, new_value: to } = detail;
  // The texts themselves would be all that one sees.
  if (name === 'description') return l10n.t('The description was changed.');
  const label = labels()[name] ?? name.replace(/_id$/, '').replaceAll('_', ' ');
  const [before, after] = await Promise.all([from, to].map(async (value) => valueName(session, wire, name, value)));
  return changed(label, before ?? from, after ?? to);
}

/** The name of what a field holds by number; the value itself where it holds no number. */
async function valueName(session: RedmineSession, wire: WireIssue, field: string, value: string): Promise<string> {
  if (value === '') return '';
  const { api, people } = session;
  const catalog = await session.catalog();
  const nameIn = (all: readonly WireNamed[]): string => all.find(({ id }) => id === value)?.name ?? `#${value}`;
  switch (field) {
    case 'status_id':
      return nameIn(catalog.statuses);
    case 'tracker_id':
      return nameIn(catalog.trackers);
    case 'priority_id':
      return nameIn(catalog.priorities);
    case 'assigned_to_id':
      return wire.assigned_to?.id === value ? wire.assigned_to.name : people.nameOf(value);
    case 'category_id':
      return nameIn((await unlessForbidden(api.project(wire.project.id)))?.issue_categories ?? []);
    case 'project_id':
      return (await unlessForbidden(api.project(value)))?.name ?? `#${value}`;
    case 'fixed_version_id':
      return (await unlessForbidden(api.versionName(value))) ?? `#${value}`;
    case 'parent_id':
      return `#${value}`;
    default:
      return value;
  }
}

function labels(): Readonly<Record<string, string>> {
  return {
    status_id: l10n.t('Status'),
    tracker_id: l10n.t('Tracker'),
    priority_id: l10n.t('Priority'),
    assigned_to_id: l10n.t('Assignee'),
    category_id: l10n.t('Category'),
    project_id: l10n.t('Project'),
    fixed_version_id: l10n.t('Target version'),
    parent_id: l10n.t('Parent'),
    subject: l10n.t('Subject'),
    due_date: l10n.t('Due date'),
    done_ratio: l10n.t('% done'),
  };
}

function changed(label: string, from: string, to: string): Markdown {
  return l10n.t('{0}: {1} → {2}', shown(label), shown(from), shown(to));
}

/** A value that anybody may have typed, as one line that shows what it was. */
function shown(value: string): Markdown {
  const text = oneLine(value, 200);
  return text === '' ? '–' : plainToMarkdown(text);
}
