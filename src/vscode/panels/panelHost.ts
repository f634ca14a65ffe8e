import { commands, Disposable } from 'vscode';
import { addNote } from '../../app/addNote.ts';
import { branchTicket, findBranchTicket } from '../../app/branchTicket.ts';
import { approvalsOf } from '../../app/decide.ts';
import { writtenRef, type Repository } from '../../app/repository.ts';
import type { TicketStore } from '../../app/ticketStore.ts';
import type { Backend, Log, Page } from '../../domain/ports.ts';
import { withServiceLevels } from '../../domain/serviceLevel.ts';
import { sameRef, type Entry, type TicketRef } from '../../domain/ticket.ts';
import type { TicketAction } from '../../protocol/messages.ts';
import { subjectOfRef } from '../commands/ticketArgument.ts';
import { background } from '../log.ts';
import type { OpenRepositories } from '../openRepositories.ts';
import type { TicketPanelHost } from './ticketPanelHost.ts';

interface PanelHostOptions {
  readonly store: TicketStore;
  readonly repositories: OpenRepositories;
  readonly clock: () => Date;
  readonly log: Log;
}

/** Connects the panels to the use cases and to the editor's commands. */
export function panelHost({ store, repositories, clock, log }: PanelHostOptions): TicketPanelHost {
  return {
    load: async (ref, { wholeTimeline }) => {
      await repositories.opened;
      const { backend, repository } = await subjectOfRef({ store, repositories }, ref);
      const [found, timeline, transitions, approvals, branch] = await Promise.all([
        backend.get(ref),
        readTimeline(backend, ref, wholeTimeline),
        backend.transitions(ref),
        approvalsOf(backend, ref),
        branchOf(ref, { repository, store }),
      ]);
      const services = repositories.all.flatMap(({ links }) => links.services);
      return {
        ticket: withServiceLevels(found, services, clock()),
        timeline: timeline.items,
        moreTimeline: timeline.next !== undefined,
        transitions,
        approvals,
        capabilities: backend.capabilities,
        ...(branch === undefined ? {} : { branch }),
      };
    },
    act: async (ref, action) => {
      await commands.executeCommand(`footbridge.${action.type}`, ref, ...argumentsOf(action));
    },
    note: async (ref, body, audience) => {
      const { backend } = await subjectOfRef({ store, repositories }, ref);
      const entry = await addNote(backend, ref, body, audience);
      background(store.refresh({ connection: ref.connection, changes: true }), log);
      return entry;
    },
    onDidChange: (ref, listener) => {
      let version = store.ticket(ref)?.version;
      const end = store.onDidChange(() => {
        const now = store.ticket(ref)?.version;
        if (now === version) return;
        version = now;
        listener();
      });
      return new Disposable(end);
    },
  };
}

function argumentsOf(action: TicketAction): readonly unknown[] {
  switch (action.type) {
    case 'move':
      return [action.transition];
    case 'decide':
      return [{ approval: action.approval, decision: action.decision }];
    case 'pickUp':
    case 'handBack':
    case 'linkCommit':
    case 'startBranch':
    case 'openInBrowser':
    case 'copyKey':
      return [];
    default:
      return action satisfies never;
  }
}

async function readTimeline(backend: Backend, ref: TicketRef, whole: boolean): Promise<Page<Entry>> {
  const first = await backend.timeline(ref);
  if (!whole) return first;
  const items = [...first.items];
  for (let next = first.next; next !== undefined;) {
    const page = await backend.timeline(ref, next);
    items.push(...page.items);
    next = page.next;
  }
  return { items };
}

/** The branch that a ticket is worked on here: the one that it was picked up on, or the one that is checked out for it. */
async function branchOf(
  ref: TicketRef,
  { repository, store }: { readonly repository: Repository | undefined; readonly store: TicketStore },
): Promise<string | undefined> {
  if (repository === undefined) return undefined;
  const record = await repository.workTree.recordOf(writtenRef(ref, repository));
  if (record?.branch !== undefined) return record.branch;
  const current = await branchTicket(repository.workTree, store.sources);
  if (current === undefined) return undefined;
  const found = await findBranchTicket(current, repository, store.sources).catch(() => undefined);
  return found !== undefined && sameRef(found.ticket.ref, ref) ? current.branch : undefined;
}
