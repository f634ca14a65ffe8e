import assert from 'node:assert/strict';
import { listAll, rejectsWith, uniqueWord } from '../contract/harness.ts';
import { openAs, putAsRoot, ticketAsRoot } from './liveServer.ts';

const oddQueue = `Bob's "odd" \\ queue`;
const oddField = `Odd 'name" {x} \\`;

describe('What selects the tickets of a service on a real Request Tracker', () => {
  it('is a queue whose name has every kind of quote', async () => {
    const word = uniqueWord();
    const id = await ticketAsRoot({ Queue: oddQueue, Subject: `Odd ${word}` });
    await ticketAsRoot({ Queue: 'Requests', Subject: `Even ${word}` });
    const { backend } = await openAs('ana', [{ service: 'odd', select: { queue: oddQueue } }]);
    const { items } = await listAll(backend, { text: word });
    assert.deepEqual(
      items.map((ticket) => [ticket.ref.id, ticket.group, ticket.services]),
      [[id, oddQueue, ['odd']]],
    );
  });

  it('is a custom field whose name and value have every kind of quote and brace', async () => {
    const word = uniqueWord();
    const value = `va'l "q" {b} \\ ü`;
    const fields = { [oddField]: [value, 'another'] };
    const id = await ticketAsRoot({ Queue: 'Requests', Subject: `Field ${word}`, CustomFields: fields });
    await ticketAsRoot({ Queue: 'Requests', Subject: `Other ${word}`, CustomFields: { [oddField]: ['another'] } });
    const select = { customFields: { [oddField]: value } };
    const { backend } = await openAs('ana', [{ service: 'odd', select }]);
    assert.deepEqual(
      (await listAll(backend, { text: word })).items.map((ticket) => ticket.ref.id),
      [id],
    );
  });

  it('is TicketSQL too, and every service that selects a ticket is on it', async () => {
    const word = uniqueWord();
    const made = async (subject: string, fields: object): Promise<string> =>
      ticketAsRoot({ Queue: 'Requests', Subject: `${subject} ${word}`, ...fields });
    const both = await made('Both', { CustomFields: { Service: 'checkout', Severity: 'Sev1' }, Priority: 90 });
    const byField = await made('Field', { CustomFields: { Service: 'CHECKOUT' } });
    const byQuery = await made('Query', { Priority: 90 });
    await made('None', { Priority: 10 });
    const scopes = [
      { service: 'checkout', select: { queue: 'requests', customFields: { Service: 'checkout' } } },
      { service: 'urgent', select: { query: 'Priority > 80 OR id < 0' } },
      { service: 'never', select: { queue: 'Requests', query: "Subject LIKE 'no such subject'" } },
    ];
    const { backend } = await openAs('ana', scopes);
    const { items, totals } = await listAll(backend, { text: word });
    assert.deepEqual(Object.fromEntries(items.map((ticket) => [ticket.ref.id, ticket.services])), {
      [both]: ['checkout', 'urgent'],
      [byField]: ['checkout'],
      [byQuery]: ['urgent'],
    });
    assert.deepEqual(totals, []);
    const urgent = await listAll(backend, { text: word, services: ['urgent'] });
    assert.deepEqual(urgent.items.map((ticket) => ticket.ref.id).toSorted(), [both, byQuery].toSorted());
    const single = await backend.get({ connection: 'helpdesk', id: both });
    assert.deepEqual(single.services, ['checkout', 'urgent']);
    assert.deepEqual((await backend.find(`#${byField}`)).services, ['checkout']);
  });

  it('is refused with what the server says where its TicketSQL is wrong, without the places of its files', async () => {
    const { backend } = await openAs('ana', [{ service: 'wrong', select: { query: "Queue = 'x" } }]);
    const error = await rejectsWith(backend.list({}), 'configuration');
    assert.match(error.next ?? '', /wrong/);
    assert.doesNotMatch(`${error.message} ${error.detail}`, /\/usr\/|line \d/);
  });

  it('is everything that may be seen where there are no services', async () => {
    const word = uniqueWord();
    const seen = await ticketAsRoot({ Queue: 'Requests', Subject: `Seen ${word}` });
    const secret = await ticketAsRoot({ Queue: 'Secret', Subject: `Secret ${word}` });
    const { backend } = await openAs('ana');
    assert.deepEqual(
      (await listAll(backend, { text: word })).items.map((ticket) => [ticket.ref.id, ticket.services]),
      [[seen, []]],
    );
    await rejectsWith(backend.get({ connection: 'helpdesk', id: secret }), 'forbidden');
    await rejectsWith(backend.find(`#${secret}`), 'forbidden');
    await rejectsWith(backend.timeline({ connection: 'helpdesk', id: secret }), 'forbidden');
  });

  it('counts the statuses of a lifecycle with words of its own on the side on which the lifecycle has them', async () => {
    const word = uniqueWord();
    const statuses = ['draft', 'assessing', 'waiting for approval', 'monitoring', 'resolved', 'done', 'dropped'];
    for (const [index, status] of statuses.entries()) {
      const id = await ticketAsRoot({ Queue: 'Changes', Subject: `State ${word} ${index}` });
      await moveThrough(id, status);
    }
    const { backend } = await openAs('ana', [{ service: 'changes', select: { queue: 'Changes' } }]);
    const open = (await listAll(backend, { text: word })).items;
    assert.deepEqual(Object.fromEntries(open.map(({ state, phase }) => [state, phase])), {
      draft: 'new',
      assessing: 'in_progress',
      'waiting for approval': 'waiting',
      monitoring: 'in_progress',
      resolved: 'waiting',
    });
    const closed = (await listAll(backend, { text: word, phases: ['resolved', 'closed', 'cancelled'] })).items;
    assert.deepEqual(Object.fromEntries(closed.map(({ state, phase }) => [state, phase])), {
      done: 'resolved',
      dropped: 'cancelled',
    });
    // One who has seen no list comes to the same.
    const { backend: fresh } = await openAs('ana', [{ service: 'changes', select: { queue: 'Changes' } }]);
    for (const ticket of [...open, ...closed]) assert.equal((await fresh.get(ticket.ref)).phase, ticket.phase);
    const mixed = (await listAll(fresh, { text: word, phases: ['waiting', 'cancelled'] })).items;
    assert.deepEqual(mixed.map(({ state }) => state).toSorted(), ['dropped', 'resolved', 'waiting for approval']);
  });
});

async function moveThrough(id: string, status: string): Promise<void> {
  const paths: Readonly<Record<string, readonly string[]>> = {
    draft: [],
    assessing: ['assessing'],
    'waiting for approval': ['assessing', 'waiting for approval'],
    monitoring: ['assessing', 'monitoring'],
    resolved: ['assessing', 'monitoring', 'resolved'],
    done: ['assessing', 'monitoring', 'resolved', 'done'],
    dropped: ['dropped'],
  };
  for (const step of paths[status] ?? []) await putAsRoot(`/ticket/${id}`, { Status: step });
}
