import * as l10n from '@vscode/l10n';
import { isOpen, type FieldSpec, type TicketRef, type Transition } from '../../domain/ticket.ts';
import type { Choice } from './choices.ts';
import { phaseOf } from './phase.ts';
import type { Current, SnowSession } from './session.ts';
import { changeStep, stepsFrom, type Step, type StepField } from './steps.ts';

/** A transition with what is sent for it, before the user's fields. */
export interface Offer {
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  /** What is sent for a choice, by its label. */
  readonly values: Readonly<Record<string, ReadonlyMap<string, string>>>;
}

export async function transitions(session: SnowSession, ref: TicketRef): Promise<readonly Transition[]> {
  return (await offers(session, await session.read(ref))).map(({ transition }) => transition);
}

export async function offers(session: SnowSession, current: Current): Promise<readonly Offer[]> {
  const { row, ticket, id } = current;
  const language = await session.language([row]);
  const states = await session.choices.of(id.table, 'state', language);
  const codes = states.map(({ value }) => value);
  const from = { table: id.table, code: row.state.value, open: isOpen(ticket) };
  const next = id.table === 'change_request' ? await session.api.nextStates(id.sysId) : undefined;
  const steps =
    next === undefined
      ? stepsFrom(from, codes)
      : next.available_states.filter((code) => code !== row.state.value).map(changeStep);
  const all = await Promise.all(
    steps.map(async (step) => {
      const label = next?.state_label[step.to] ?? states.find(({ value }) => value === step.to)?.label ?? step.to;
      return offersOf(session, { table: id.table, step, label, language });
    }),
  );
  return all.flat();
}

interface StepRequest {
  readonly table: string;
  readonly step: Step;
  readonly label: string;
  readonly language: string;
}

async function offersOf(session: SnowSession, request: StepRequest): Promise<readonly Offer[]> {
  const { table, step, label, language } = request;
  const phase = phaseOf({ table, code: step.to, label, active: undefined });
  const base = { id: step.to, label, to: phase, state: label };
  if (table === 'incident' && step.to === '3') {
    const reasons = await session.choices.of(table, 'hold_reason', language);
    if (reasons.length > 0) return reasons.map((reason) => holdOffer(base, reason));
  }
  const closeCodes = step.requires.includes('close_code')
    ? await session.choices.of(table, 'close_code', language)
    : [];
  const requires = step.requires.map((field) => fieldSpec(field, closeCodes));
  return [
    {
      // An incident that is resolved is told to who called, by the notification that every instance comes with.
      transition: {
        ...base,
        requires,
        ...(table === 'incident' && step.to === '6' ? { notifiesRequester: true } : {}),
      },
      fields: { state: step.to },
      values: { close_code: new Map(closeCodes.map(({ label: shown, value }) => [shown, value])) },
    },
  ];
}

/** What an incident waits for is part of the step. Waiting for the caller takes a comment, which the caller gets. */
function holdOffer(base: Omit<Transition, 'requires'>, reason: Choice): Offer {
  const asks = reason.value === '1';
  return {
    transition: {
      ...base,
      id: `${base.id}/${reason.value}`,
      label: `${base.label}: ${reason.label}`,
      requires: asks ? [fieldSpec('comments', [])] : [],
      ...(asks ? { notifiesRequester: true } : {}),
    },
    fields: { state: base.id, hold_reason: reason.value },
    values: {},
  };
}

function fieldSpec(id: StepField, closeCodes: readonly Choice[]): FieldSpec {
  switch (id) {
    case 'close_code': {
      const choices = closeCodes.map(({ label }) => label);
      return { id, label: l10n.t('Resolution code'), ...(choices.length === 0 ? {} : { choices }) };
    }
    case 'close_notes':
      return { id, label: l10n.t('Resolution notes') };
    case 'comments':
      return { id, label: l10n.t('Comment to the caller') };
    case 'cause_notes':
      return { id, label: l10n.t('Cause') };
    case 'fix_notes':
      return { id, label: l10n.t('Fix') };
    case 'resolution_code':
      // The codes of ServiceNow's problem model; their labels are in its own language only.
      return {
        id,
        label: l10n.t('Resolution code'),
        choices: ['fix_applied', 'risk_accepted', 'canceled', 'duplicate'],
      };
    default:
      return id satisfies never;
  }
}
