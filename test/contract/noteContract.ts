import assert from 'node:assert/strict';
import type { CommitLink } from '../../src/domain/ticket.ts';
import { readyForNotes, rejectsWith, timelineOf, uniqueWord, type ContractHarness } from './harness.ts';

/** Notes reach whom they are meant for, and nothing is written twice. */
export function noteContract(harness: () => ContractHarness): void {
  it('keeps an internal note internal', async () => {
    const { backend, other, seed } = harness();
    const ticket = await readyForNotes(backend, await seed({ title: `Internal ${uniqueWord()}` }));
    const entry = await backend.note(ticket.ref, 'The customer must not read this.', 'internal');
    assert.equal(entry.audience, 'internal');
    assert.equal(entry.kind, 'note');
    assert.ok(entry.author.isMe);
    const found = (await timelineOf(other, ticket.ref)).find((candidate) => candidate.id === entry.id);
    assert.equal(found?.audience, 'internal');
    assert.equal(found?.kind, 'note');
    assert.equal(found?.body.trim(), 'The customer must not read this.');
  });

  it('sends a reply to the requester only where it can, and never calls an internal note one', async () => {
    const { backend, seed } = harness();
    const ticket = await readyForNotes(backend, await seed({ title: `Reply ${uniqueWord()}` }));
    const entry = await backend.note(ticket.ref, 'We are on it.', 'public');
    const expected = backend.capabilities.reply ? ['reply', 'public'] : ['note', 'internal'];
    assert.deepEqual([entry.kind, entry.audience], expected);
    const found = (await timelineOf(backend, ticket.ref)).find((candidate) => candidate.id === entry.id);
    assert.deepEqual([found?.kind, found?.audience], expected);
  });

  it('changes the version with a note, and nothing else', async () => {
    const { backend, seed } = harness();
    const ticket = await readyForNotes(backend, await seed({ title: `Noted ${uniqueWord()}` }));
    await backend.note(ticket.ref, 'Only a note.', 'internal');
    const after = await backend.get(ticket.ref);
    assert.equal(after.state, ticket.state);
    assert.deepEqual(after.assignees, ticket.assignees);
    assert.notEqual(after.version, ticket.version);
  });

  it('writes a note with a marker once, however often and by whomever it is sent', async () => {
    const { backend, other, seed } = harness();
    const ticket = await readyForNotes(backend, await seed({ title: `Marker ${uniqueWord()}` }));
    const marker = `git:example.org/shop@${uniqueWord()}`;
    const first = await backend.note(ticket.ref, 'Told by a commit.', 'internal', marker);
    const again = await backend.note(ticket.ref, 'Told by a commit.', 'internal', marker);
    const byBen = await other.note(ticket.ref, 'Told by a commit.', 'internal', marker);
    assert.equal(again.id, first.id);
    assert.equal(byBen.id, first.id);
    await backend.note(ticket.ref, 'Told by a commit.', 'internal', `${marker}0`);
    const notes = (await timelineOf(backend, ticket.ref)).filter((entry) => entry.kind === 'note');
    assert.equal(notes.length, 2, 'another marker is another note');
  });

  it('takes no note on a ticket that nobody has, where notes need that', async () => {
    const { backend, seed } = harness();
    if (backend.capabilities.notesNeedAssignee !== true) return;
    const ticket = await seed({ title: `Nobody's ${uniqueWord()}` });
    await rejectsWith(backend.note(ticket.ref, 'Nowhere to stand.', 'internal'), 'unsupported');
    assert.equal((await backend.get(ticket.ref)).version, ticket.version);
  });

  it('links a commit once, however often and by whomever it is told', async () => {
    const { backend, other, seed } = harness();
    const ticket = await seed({ title: `Commit ${uniqueWord()}` });
    const commit: CommitLink = {
      sha: '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
      subject: 'Retry the "payment" gateway <once>',
      url: `https://git.example.org/shop/commit/${uniqueWord()}`,
    };
    if (!backend.capabilities.commitLink) {
      assert.equal(await backend.linkCommit(ticket.ref, commit), 'unsupported');
      return;
    }
    assert.equal(await backend.linkCommit(ticket.ref, commit), 'created');
    assert.equal(await backend.linkCommit(ticket.ref, commit), 'already');
    assert.equal(await other.linkCommit(ticket.ref, commit), 'already');
    const links = (await other.get(ticket.ref)).links.filter((link) => link.url === commit.url);
    assert.equal(links.length, 1);
  });
}
