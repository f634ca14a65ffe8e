import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Identity } from '../../src/domain/ports.ts';
import type { TicketRef } from '../../src/domain/ticket.ts';
import { openObjectStore } from '../../src/repo/objectStore.ts';
import { openTicket, play } from './playTicket.ts';
import { SampleDesk } from './sampleDesk.ts';
import { ShopRepository } from './shopRepository.ts';
import type { Actor, Happening, StoryCommit, StoryTicket } from './story.ts';
import { commits } from './storyCommits.ts';
import { incidents } from './storyIncidents.ts';
import { problems } from './storyProblems.ts';
import { requests } from './storyRequests.ts';
import { tasks } from './storyTasks.ts';
import { momentOf } from './storyTime.ts';

interface SampleOptions {
  /** When the week ends. Absent: now. */
  readonly now?: Date;
  /** The user's name in the story. */
  readonly you: Identity;
}

/** Something that happens in the story. */
type Scene = { readonly at: Date; readonly by: Actor } & (
  | { readonly type: 'opened'; readonly ticket: StoryTicket }
  | { readonly type: 'happened'; readonly ticket: StoryTicket; readonly happening: Happening }
  | { readonly type: 'committed'; readonly commit: StoryCommit; readonly index: number }
);

/**
 * Makes a repository with a week of a team's work: commits, and the tickets of its git desk, written by the same code as
 * any others. Beside it stands the bare repository that it is shared through, with the name ending in `.git`.
 *
 * It is made aside and moved into place whole, so that an interrupted run leaves nothing half done.
 */
export async function makeSample(directory: string, { you, now = new Date() }: SampleOptions): Promise<void> {
  const staging = path.join(path.dirname(directory), 'new');
  const target = path.join(staging, path.basename(directory));
  await rm(staging, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const repository = await ShopRepository.make(target, you);
  const desk = await SampleDesk.open(openObjectStore(target), you);
  const tickets = new Map<string, TicketRef>();
  for (const scene of scenes(now)) {
    desk.sitDown(scene.by, scene.at);
    await enact(scene, { desk, repository, tickets });
  }
  await repository.share(desk.backend);
  for (const place of [`${directory}.git`, directory]) {
    await rm(place, { recursive: true, force: true });
    await rename(path.join(staging, path.basename(place)), place);
  }
  await rm(staging, { recursive: true });
}

/** Everything in the order of time. */
function scenes(now: Date): Scene[] {
  const stories = [...incidents, ...requests, ...tasks, ...problems];
  const all: Scene[] = [];
  for (const ticket of stories) {
    all.push({ at: momentOf(ticket.at, now), by: ticket.by, type: 'opened', ticket });
    for (const happening of ticket.happenings ?? []) {
      all.push({ at: momentOf(happening.at, now), by: happening.by, type: 'happened', ticket, happening });
    }
  }
  for (const [index, commit] of commits.entries()) {
    all.push({ at: momentOf(commit.at, now), by: commit.by, type: 'committed', commit, index });
  }
  return all.sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function enact(
  scene: Scene,
  stage: { readonly desk: SampleDesk; readonly repository: ShopRepository; readonly tickets: Map<string, TicketRef> },
): Promise<void> {
  const { desk, repository, tickets } = stage;
  const ref = (name: string): TicketRef => {
    const found = tickets.get(name);
    if (found === undefined) throw new Error(`The story speaks of ${name} before it is opened.`);
    return found;
  };
  switch (scene.type) {
    case 'opened':
      tickets.set(scene.ticket.name, await openTicket(desk, scene.ticket));
      return;
    case 'happened':
      await play(desk, ref(scene.ticket.name), scene.happening);
      return;
    case 'committed': {
      const { commit, index, at } = scene;
      const { backend } = desk;
      const refs = new Map([...commit.message.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => [name, ref(name)]));
      let { message } = commit;
      for (const [name, named] of refs) {
        const { key, permanentKey = key } = await backend.get(named);
        message = message.replaceAll(`{${name}}`, permanentKey);
      }
      const link = await repository.commit(index, { message, by: desk.identityOf(scene.by), at });
      for (const named of refs.values()) await backend.linkCommit(named, link);
      return;
    }
    default:
      scene satisfies never;
  }
}
