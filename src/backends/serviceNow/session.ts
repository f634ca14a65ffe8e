import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Ticket, TicketRef } from '../../domain/ticket.ts';
import type { SnowApi } from './api.ts';
import { Choices } from './choices.ts';
import { detailColumns, toTicket } from './map.ts';
import { People } from './people.ts';
import { phaseOf } from './phase.ts';
import type { WireSla, WireTask } from './schema.ts';
import type { Scope } from './scope.ts';
import { servicesOf } from './services.ts';
import { knownTables, readId, type TaskId } from './tables.ts';

interface SessionOptions {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly api: SnowApi;
  readonly scopes: readonly Scope[];
  readonly clock: Clock;
}

/** A ticket as it was read by itself. */
export interface Current {
  readonly id: TaskId;
  readonly ticket: Ticket;
  readonly row: WireTask;
}

/** One account's view of one instance: what every method of the backend needs to turn rows into tickets. */
export class SnowSession {
  readonly alias: string;
  readonly address: string;
  readonly api: SnowApi;
  readonly scopes: readonly Scope[];
  readonly people: People;
  readonly choices: Choices;
  /** Whether `sys_journal_field` may be read; undefined as long as nobody has seen a row of it. */
  journalTable: boolean | undefined;
  readonly #clock: Clock;
  #slaTable = true;

  constructor({ alias, address, api, scopes, clock }: SessionOptions) {
    this.alias = alias;
    this.address = address;
    this.api = api;
    this.scopes = scopes;
    this.people = new People(api, alias);
    this.choices = new Choices(api, [...knownTables, ...scopes.flatMap(({ tables }) => tables)]);
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock();
  }

  /** One ticket as it is now. @throws `notFound`, also for one that may not be seen: the instance does not tell them apart. */
  async read(ref: Pick<TicketRef, 'id'>): Promise<Current> {
    const id = readId(ref.id);
    const row = id === undefined ? undefined : await this.api.task(id, detailColumns);
    if (id === undefined || row === undefined) {
      throw new DeskError('notFound', l10n.t('The ticket {0} was not found in {1}.', ref.id, this.alias), {
        next: l10n.t('It may have been deleted, or this account may not see it.'),
      });
    }
    const [ticket] = await this.tickets([row], { listed: false });
    if (ticket === undefined) throw new Error('One row is one ticket.');
    return { id: { ...id, table: row.sys_class_name.value || id.table }, ticket, row };
  }

  /**
   * Rows as tickets.
   * @param listed whether the scopes have found them.
   */
  async tickets(rows: readonly WireTask[], { listed }: { readonly listed: boolean }): Promise<Ticket[]> {
    if (rows.length === 0) return [];
    const [services, slas, language] = await Promise.all([
      servicesOf(rows, { session: this, listed }),
      this.#slas(rows),
      this.language(rows),
    ]);
    return Promise.all(
      rows.map(async (row) => {
        const sysId = row.sys_id.value;
        const [assignee, requester, state] = await Promise.all([
          this.people.referred(row.assigned_to),
          this.people.referred(requesterOf(row)),
          this.#state(row, language),
        ]);
        const phase = phaseOf({
          table: row.sys_class_name.value,
          code: row.state.value,
          label: state,
          active: row.active.value !== 'false',
        });
        const { alias, address } = this;
        const own = slas.filter((sla) => sla.task === sysId);
        const now = this.now();
        return toTicket(row, {
          alias,
          address,
          assignee,
          requester,
          phase,
          state,
          services: services.get(sysId) ?? [],
          slas: own,
          now,
        });
      }),
    );
  }

  /** The language that this account gets its labels in: that of its profile, or the one that rows have come in; empty: not known. */
  async language(rows: readonly WireTask[]): Promise<string> {
    const { language } = await this.people.me();
    if (language !== '') return language;
    return this.choices.languageOf(
      rows.map((row) => ({ table: row.sys_class_name.value, code: row.state.value, label: row.state.display_value })),
    );
  }

  /** A list over `task` may label states by the list of `task`, so the choice list of the row's own table goes first. */
  async #state({ sys_class_name: table, state }: WireTask, language: string): Promise<string> {
    const label = await this.choices.label(table.value, 'state', { code: state.value, language });
    return label ?? (state.display_value || state.value);
  }

  /** The service levels that run for some tickets: one request, as long as they may be read at all. */
  async #slas(rows: readonly WireTask[]): Promise<readonly WireSla[]> {
    const active = rows.filter((row) => row.active.value !== 'false').map((row) => row.sys_id.value);
    if (!this.#slaTable || active.length === 0) return [];
    try {
      return await this.api.slas(active);
    } catch (error) {
      if (!DeskError.is(error, 'forbidden', 'notFound', 'refused')) throw error;
      this.#slaTable = false;
      return [];
    }
  }
}

/** Who called, where the table knows; else who opened it. */
function requesterOf(row: WireTask): WireTask['opened_by'] {
  return [row.caller_id, row['ref_incident.caller_id']].find(({ value }) => value !== '') ?? row.opened_by;
}
