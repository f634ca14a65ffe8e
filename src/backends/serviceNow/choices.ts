import { DeskError } from '../../domain/errors.ts';
import { once } from '../once.ts';
import type { SnowApi } from './api.ts';
import { oneOf } from './query.ts';
import type { WireChoice } from './schema.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A value of a column as the instance has shown it, which tells the language that it speaks to this account. */
export interface Shown {
  readonly table: string;
  readonly code: string;
  readonly label: string;
}

const elements = ['state', 'hold_reason', 'close_code'];

/** What the choice lists of an instance hold, read once: its codes and what it calls them in each of its languages. */
export class Choices {
  readonly #api: SnowApi;
  readonly #tables: readonly string[];
  readonly #read: () => Promise<readonly WireChoice[]>;

  constructor(api: SnowApi, tables: readonly string[]) {
    this.#api = api;
    this.#tables = tables;
    this.#read = once(async () => this.#ask());
  }

  /** The choices of a column in their order; empty where the lists may not be read. */
  async of(table: string, element: string, language: string): Promise<readonly Choice[]> {
    const rows = (await this.#read()).filter((row) => row.element === element);
    const own = rows.filter(({ name }) => name === table);
    // A table without a list of its own has that of its parent.
    const listed = own.length > 0 ? own : rows.filter(({ name }) => name === 'task');
    const [spoken = ''] = [language, 'en', listed[0]?.language].filter((one) =>
      listed.some((row) => row.language === one),
    );
    const spokenRows = listed.filter((row) => row.language === spoken && row.value !== '');
    // A value that depends on another column stands there once for each value of that.
    return spokenRows
      .filter(({ value }, index) => spokenRows.findIndex((row) => row.value === value) === index)
      .map(({ value, label }) => ({ value, label }));
  }

  /** What a code is called in a language; undefined where the lists do not say. */
  async label(
    table: string,
    element: string,
    { code, language }: { code: string; language: string },
  ): Promise<string | undefined> {
    const rows = (await this.#read()).filter((row) => row.element === element && row.value === code);
    const own = rows.some(({ name }) => name === table) ? table : 'task';
    return rows.find((row) => row.name === own && row.language === language)?.label;
  }

  /** The language in which the instance has shown a state; empty if that cannot be told. */
  async languageOf(shown: readonly Shown[]): Promise<string> {
    const rows = (await this.#read()).filter(({ element }) => element === 'state');
    const languages = [...new Set(rows.map(({ language }) => language))];
    const speaks = (language: string, { table, code, label }: Shown): boolean =>
      rows.some(
        (row) =>
          row.language === language &&
          (row.name === table || row.name === 'task') &&
          row.value === code &&
          row.label === label,
      );
    const fitting = languages.filter((language) => shown.some((one) => speaks(language, one)));
    return fitting.find((language) => shown.every((one) => speaks(language, one))) ?? fitting[0] ?? '';
  }

  async #ask(): Promise<readonly WireChoice[]> {
    const tables = [...new Set([...this.#tables, 'task'])];
    try {
      return await this.#api.choices(
        `${oneOf('name', tables)}^${oneOf('element', elements)}^inactive=false^ORDERBYsequence`,
      );
    } catch (error) {
      // Then the codes speak for themselves, and rows bring their own labels.
      if (DeskError.is(error, 'forbidden', 'notFound')) return [];
      throw error;
    }
  }
}
