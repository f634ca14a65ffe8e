import { references, type Row, type SnowUser } from './serviceNowSite.ts';
import type { SnowStore } from './serviceNowStore.ts';

interface Shown {
  readonly store: SnowStore;
  readonly table: string;
  readonly user: SnowUser;
  readonly display: string;
}

/** Fields of a row as the Table API writes them; those that the table has not are left out without a word. */
export function rowJson(row: Row, fields: readonly string[], shown: Shown): Record<string, unknown> {
  const { store, table, display } = shown;
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = store.read(table, row, field);
      if (value === undefined) return [];
      if (display === 'false') return [[field, value]];
      const text = displayOf(row, { field, value }, shown);
      return [[field, display === 'true' ? text : { display_value: text, value: isJournal(field) ? '' : value }]];
    }),
  );
}

function isJournal(field: string): boolean {
  return field === 'work_notes' || field === 'comments';
}

function displayOf(row: Row, { field, value }: { field: string; value: string }, { store, user }: Shown): string {
  if (isJournal(field)) return journalText(row, field, { store, user });
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return localTime(value, user);
  const column = field.split('.').at(-1) ?? field;
  const target = references[column];
  if (target !== undefined) {
    const referred = store.find(target, value);
    return referred?.['name'] ?? referred?.['number'] ?? '';
  }
  const language = user.preferred_language || 'en';
  const names = [row['sys_class_name'], 'task'];
  const choice = store
    .rows('sys_choice')
    .filter((one) => one['element'] === column && one['value'] === value && one['language'] === language)
    .toSorted((a, b) => names.indexOf(a['name'] ?? '') - names.indexOf(b['name'] ?? ''))
    .find((one) => names.includes(one['name'] ?? ''));
  return choice?.['label'] ?? value;
}

function journalText(row: Row, field: string, { store, user }: Pick<Shown, 'store' | 'user'>): string {
  const word = field === 'work_notes' ? 'Work notes' : 'Additional comments';
  return store
    .rows('sys_journal_field')
    .filter((one) => one['element_id'] === row['sys_id'] && one['element'] === field)
    .toReversed()
    .map((one) => {
      const author = store.rows('sys_user').find((person) => person['user_name'] === one['sys_created_by']);
      return `${localTime(one['sys_created_on'] ?? '', user)} - ${author?.['name'] ?? ''} (${word})\n${one['value'] ?? ''}\n\n`;
    })
    .join('');
}

function localTime(stamp: string, { zone, dates }: SnowUser): string {
  const local = new Date(Date.parse(`${stamp.replace(' ', 'T')}Z`) + zone * 60_000).toISOString();
  const [date = '', time = ''] = local.slice(0, 19).split('T');
  return `${dates === 'ymd' ? date : date.split('-').toReversed().join('/')} ${time}`;
}
