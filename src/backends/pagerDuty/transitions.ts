import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { FieldSpec, Ticket, TicketRef, Transition, Version } from '../../domain/ticket.ts';
import { change, type Change } from './change.ts';
import type { WireListedIncident } from './schema.ts';
import type { Current, PdSession } from './session.ts';

/** How long an incident can sleep, in seconds. PagerDuty takes any number up to a week; these are the ones that it offers too. */
const durations: Readonly<Record<string, number>> = { '1h': 3600, '4h': 14_400, '8h': 28_800, '24h': 86_400 };

export async function transitions(session: PdSession, ref: TicketRef): Promise<readonly Transition[]> {
  return transitionsFrom((await session.read(ref.id)).wire.status);
}

/** The workflow is the same for every account. A snoozed incident stays acknowledged, and calls again when the time is over. */
function transitionsFrom(status: string): readonly Transition[] {
  const acknowledge = step('acknowledged', l10n.t('Acknowledge'), 'acknowledged');
  const resolve = step('resolved', l10n.t('Resolve'), 'resolved');
  switch (status) {
    case 'triggered':
      return [acknowledge, resolve];
    case 'acknowledged':
      return [resolve, { ...step('snooze', l10n.t('Snooze'), 'acknowledged'), requires: [durationField()] }];
    case 'resolved':
      return [step('triggered', l10n.t('Reopen'), 'triggered')];
    default:
      return [resolve];
  }
}

function durationField(): FieldSpec {
  return { id: 'duration', label: l10n.t('Duration'), choices: Object.keys(durations) };
}

const phases = { triggered: 'new', acknowledged: 'acknowledged', resolved: 'resolved' } as const;

function step(id: string, label: string, state: keyof typeof phases): Transition {
  return { id, label, to: phases[state], state, requires: [] };
}

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}

/** @throws `refused` for a step that the state does not have; `usage` for a field that is missing, unknown or has no such value. */
export async function move(session: PdSession, { ref, transition, fields, seen }: MoveRequest): Promise<Ticket> {
  return change(session, {
    ref,
    seen,
    plan: (current) => {
      const { ticket, wire } = current;
      const offered = transitionsFrom(wire.status).find(({ id }) => id === transition.id);
      if (offered === undefined) {
        throw new DeskError(
          'refused',
          l10n.t('{0} cannot take this step: its state is {1}.', ticket.key, JSON.stringify(ticket.state)),
          { next: l10n.t('Look at it again: its steps may have changed.') },
        );
      }
      checkFields(offered, fields);
      return offered.id === 'snooze'
        ? snooze(session, current, durations[fields['duration'] ?? ''] ?? 0)
        : setStatus(session, current, offered.state);
    },
  });
}

function checkFields({ label, requires }: Transition, fields: Readonly<Record<string, string>>): void {
  const unknown = Object.keys(fields).find((name) => !requires.some(({ id }) => id === name));
  if (unknown !== undefined) {
    throw new DeskError('usage', l10n.t('The step {0} has no field {1}.', label, JSON.stringify(unknown)));
  }
  for (const field of requires) {
    const value = fields[field.id];
    if (value !== undefined && field.choices?.includes(value) === true) continue;
    throw new DeskError('usage', l10n.t('The step {0} needs the field {1}.', label, field.label), {
      next: l10n.t('It is one of: {0}.', (field.choices ?? []).join(', ')),
    });
  }
}

function setStatus({ api }: PdSession, { ticket, wire }: Current, status: string): Change {
  return {
    name: l10n.t('The move of {0} to {1}', ticket.key, JSON.stringify(status)),
    send: async (from) => api.change(wire.id, { status }, from),
    isDone: (now) => now.wire.status === status,
  };
}

function snooze({ api }: PdSession, { ticket, wire }: Current, seconds: number): Change {
  const before = wakes(wire);
  return {
    name: l10n.t('The snooze of {0}', ticket.key),
    send: async (from) => api.snooze(wire.id, seconds, from),
    isDone: (now) => wakes(now.wire) !== undefined && wakes(now.wire) !== before,
  };
}

/** When an incident will call again. */
function wakes({ pending_actions: actions }: WireListedIncident): string | undefined {
  return actions.find(({ type }) => type === 'unacknowledge')?.at;
}
