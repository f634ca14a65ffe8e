import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Transition, Version } from '../../domain/ticket.ts';
import { change } from './change.ts';
import type { Current, GitLabSession } from './session.ts';
import { stateOf, wordFor } from './state.ts';

/** The steps that lead to an escalation status. Each may be taken from every other one (incident_management/escalatable.rb). */
const escalations = [
  { id: 'trigger', status: 'TRIGGERED', label: () => l10n.t('Trigger again') },
  { id: 'acknowledge', status: 'ACKNOWLEDGED', label: () => l10n.t('Acknowledge') },
  { id: 'resolve', status: 'RESOLVED', label: () => l10n.t('Resolve') },
  { id: 'ignore', status: 'IGNORED', label: () => l10n.t('Ignore') },
] as const;

/** Close or reopen, and what the escalation status of an open incident can become. Nobody outside is told of either (gitlab-org/gitlab#425933). */
export async function transitions(session: GitLabSession, ref: TicketRef): Promise<readonly Transition[]> {
  return transitionsOf(await session.read(ref));
}

function transitionsOf({ issue, status }: Pick<Current, 'issue' | 'status'>): readonly Transition[] {
  if (issue.state === 'closed') {
    const { phase, state } = stateOf('opened', status);
    return [{ id: 'reopen', label: l10n.t('Reopen'), to: phase, state, requires: [] }];
  }
  const steps = escalations.filter((step) => status !== undefined && step.status !== status);
  return [
    ...steps.map((step): Transition => {
      const { phase, state } = stateOf(issue.state, step.status);
      return { id: step.id, label: step.label(), to: phase, state, requires: [] };
    }),
    { id: 'close', label: l10n.t('Close'), to: 'closed', state: wordFor('closed'), requires: [] },
  ];
}

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}

/** @throws `usage` for a field: no step takes one; `refused` for a step that the ticket does not offer; `conflict`. */
export async function move(session: GitLabSession, { ref, transition, fields, seen }: MoveRequest): Promise<Ticket> {
  const [field] = Object.keys(fields);
  if (field !== undefined) {
    throw new DeskError('usage', l10n.t('A step of GitLab takes no fields, so not {0}.', JSON.stringify(field)));
  }
  return change(session, {
    ref,
    seen,
    plan: (current) => {
      const { key, state } = current.ticket;
      const step = transitionsOf(current).find(({ id }) => id === transition.id);
      if (step === undefined) {
        throw new DeskError(
          'refused',
          l10n.t('{0} cannot take this step: its state is {1}.', key, JSON.stringify(state)),
        );
      }
      return {
        name: l10n.t('The move of {0} to {1}', key, JSON.stringify(step.state)),
        send: async () => send(session, current, step.id),
        isDone: ({ ticket }) => ticket.state === step.state,
      };
    },
  });
}

async function send({ api, incidents }: GitLabSession, { place, path }: Current, step: string): Promise<void> {
  const status = escalations.find(({ id }) => id === step)?.status;
  if (status === undefined) return api.changeIssue(place, { state_event: step });
  return incidents.setStatus({ path, iid: place.iid }, status);
}
