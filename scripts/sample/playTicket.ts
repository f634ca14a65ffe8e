import { pickUp, planPickUp } from '../../src/app/pickUp.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { TicketRef } from '../../src/domain/ticket.ts';
import type { SampleDesk } from './sampleDesk.ts';
import type { Happening, StoryTicket } from './story.ts';
import { spanOf } from './storyTime.ts';

/** Whoever sits at the desk opens a ticket. */
export async function openTicket({ backend }: SampleDesk, ticket: StoryTicket): Promise<TicketRef> {
  const { kind, title, body, service, impact, urgency } = ticket;
  const created = await backend.create?.({
    kind,
    title,
    body,
    service: { service, select: {} },
    ...(impact === undefined ? {} : { impact }),
    ...(urgency === undefined ? {} : { urgency }),
  });
  if (created === undefined) throw new Error('The git desk creates no tickets.');
  return created.ref;
}

/** Whoever sits at the desk does the next thing with a ticket. */
export async function play(desk: SampleDesk, ref: TicketRef, happening: Happening): Promise<void> {
  const { backend } = desk;
  switch (happening.does) {
    case 'pickUp': {
      const plan = await planPickUp(backend, ref);
      const { problem } = await pickUp({ backend, repository: undefined }, plan, { force: false, fields: {} });
      if (problem !== undefined) throw new Error('A pick-up of the story went wrong.', { cause: problem });
      return;
    }
    case 'assign': {
      const { version } = await backend.get(ref);
      await backend.assign(ref, happening.to === null ? null : desk.personOf(happening.to), version);
      return;
    }
    case 'move':
      await move(backend, ref, happening);
      return;
    case 'note':
      await backend.note(ref, happening.text, 'internal');
      return;
    case 'reply':
      await backend.note(ref, happening.text, 'public');
      return;
    case 'declareMajor':
      await desk.log.write(ref.id, (stamp) => ({ type: 'edited', ...stamp, major: true }));
      return;
    case 'setDue':
      await desk.log.write(ref.id, (stamp) => {
        const due = new Date(Date.parse(stamp.at) + spanOf(happening.in)).toISOString();
        return { type: 'due', ...stamp, name: happening.name, due };
      });
      return;
    default:
      happening satisfies never;
  }
}

async function move(
  backend: Backend,
  ref: TicketRef,
  { step, reason }: { readonly step: string; readonly reason?: string },
): Promise<void> {
  const [ticket, transitions] = await Promise.all([backend.get(ref), backend.transitions(ref)]);
  const transition = transitions.find(({ id }) => id === step);
  if (transition === undefined) throw new Error(`${ticket.title}: no step ${step} from ${ticket.state}.`);
  await backend.move(ref, transition, reason === undefined ? {} : { reason }, ticket.version);
}
