import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Backend } from '../../src/domain/ports.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { listAll, rejectsWith, timelineOf, uniqueWord } from '../contract/harness.ts';
import { askRedmine, openRedmineAs, opsScope, redmineServer } from './redmineServer.ts';

const issueSchema = v.object({
  issue: v.object({
    status: v.object({ name: v.string() }),
    journals: v.array(v.object({ id: v.number(), notes: v.nullable(v.string()), private_notes: v.boolean() })),
  }),
});

describe('Redmine itself', function () {
  this.timeout(120_000);
  let ana: Backend;
  let cleo: Backend;

  before(async () => {
    ana = await openRedmineAs('ana');
    cleo = await openRedmineAs('cleo');
  });

  async function make(title: string, backend = ana): Promise<Ticket> {
    const made = await backend.create?.({ kind: 'incident', title, body: 'From the test.', service: opsScope });
    assert.ok(made !== undefined);
    return made;
  }

  it('answers a wrong key as anybody, and that is no empty list here', async () => {
    const { url } = await redmineServer();
    const wrong = '0'.repeat(40);
    const response = await fetch(`${url}/issues.json`, { headers: { 'x-redmine-api-key': wrong } });
    assert.equal(response.status, 200);
    const backend = await openRedmineAs({ type: 'token', token: wrong });
    await rejectsWith(backend.list({}), 'unauthorized');
    await rejectsWith(backend.whoAmI(), 'unauthorized');
  });

  it('takes user and password, and not a wrong one', async () => {
    const { accounts } = await redmineServer();
    const { login: user, password, id, name } = accounts.ana;
    const backend = await openRedmineAs({ type: 'password', user, password });
    assert.deepEqual(await backend.whoAmI(), { id, name, isMe: true });
    const wrong = await openRedmineAs({ type: 'password', user, password: 'wrong' });
    await rejectsWith(wrong.list({}), 'unauthorized');
  });

  it('hides an internal note from a customer who sees the ticket', async () => {
    const ticket = await make(`Private ${uniqueWord()}`);
    await ana.note(ticket.ref, 'The customer must not read this.', 'internal');
    await ana.linkCommit(ticket.ref, { sha: 'a'.repeat(40), subject: 'x', url: 'https://git.example.org/commit/1' });
    await ana.note(ticket.ref, 'We are on it.', 'public');
    const told = (await timelineOf(cleo, ticket.ref)).map(({ body }) => body);
    assert.deepEqual(told, ['Created.', 'We are on it.']);
    assert.deepEqual((await cleo.get(ticket.ref)).links, []);
  });

  it('would show what an account without the right writes, so that nothing is sent', async () => {
    const ticket = await make(`Customer ${uniqueWord()}`);
    await rejectsWith(cleo.note(ticket.ref, 'Not for others', 'internal'), 'refused');
    assert.deepEqual((await stored(ticket)).journals, []);
    const body = { issue: { notes: 'Leaks', private_notes: true } };
    await askRedmine('cleo', `/issues/${ticket.ref.id}.json`, { method: 'PUT', body });
    assert.equal((await stored(ticket)).journals[0]?.private_notes, false, 'this is why');
  });

  it('says 204 to a status that the workflow forbids, and that is refused here', async () => {
    const ticket = await make(`Forbidden ${uniqueWord()}`);
    await askRedmine('ana', `/issues/${ticket.ref.id}.json`, { method: 'PUT', body: { issue: { status_id: 5 } } });
    assert.equal((await stored(ticket)).status.name, 'New');
    const closed = { id: '5', label: 'Closed', to: 'closed', state: 'Closed', requires: [] } as const;
    const after = await ana.get(ticket.ref);
    await rejectsWith(ana.move(ticket.ref, closed, {}, after.version), 'refused');
    assert.equal((await ana.get(ticket.ref)).version, after.version);
    const eve = await openRedmineAs('eve');
    assert.deepEqual(await eve.transitions(ticket.ref), []);
  });

  it('lists by category within a project, without the projects below', async () => {
    const word = uniqueWord();
    const select = { project: 'ops', category: 'Search & find' };
    const backend = await openRedmineAs('ana', [{ service: 'search', select }]);
    const made = await backend.create?.({
      kind: 'task',
      title: `In ${word}`,
      body: '',
      service: { service: 'search', select },
    });
    assert.deepEqual(made?.services, ['search']);
    await make(`Beside ${word}`);
    const lab = { service: 'lab', select: { project: 'ops-lab' } };
    const below = await openRedmineAs('ana', [lab]);
    await below.create?.({ kind: 'task', title: `Below ${word}`, body: '', service: lab });
    const titles = async (of: Backend): Promise<string[]> =>
      (await listAll(of, { text: word })).items.map(({ title }) => title).toSorted();
    assert.deepEqual(await titles(backend), [`In ${word}`]);
    assert.deepEqual(await titles(ana), [`Beside ${word}`, `In ${word}`]);
    assert.deepEqual(await titles(below), [`Below ${word}`]);
    const both = await openRedmineAs('ana', [{ service: 'search', select }, lab]);
    assert.deepEqual(await titles(both), [`Below ${word}`, `In ${word}`]);
    assert.equal((await backend.list({})).total, (await listAll(backend, {})).items.length);
  });

  it('is read to the end over a thousand tickets, with totals that are true', async () => {
    const word = uniqueWord();
    const server = await redmineServer();
    await server.addIssues('payroll', 1000, word);
    const backend = await openRedmineAs('ben', [{ service: 'pay', select: { project: 'payroll' } }]);
    const { items, totals } = await listAll(backend, { kinds: ['incident'] });
    const own = items.filter(({ title }) => title.includes(word));
    assert.equal(own.length, 1000);
    assert.equal(new Set(own.map(({ key }) => key)).size, 1000);
    assert.deepEqual(new Set(totals), new Set([items.length]));
  });

  it('reads Textile where its texts are Textile', async () => {
    const ticket = await make(`Textile ${uniqueWord()}`);
    const written = '**Now** and [there](https://example.org/x)\n\n- one\n- two\n\n```sh\nmake a < b\n```';
    const entry = await ana.note(ticket.ref, written, 'internal');
    assert.equal(entry.body, written);
    assert.equal(
      (await stored(ticket)).journals[0]?.notes,
      '*Now* and "there":https://example.org/x\n\n* one\n* two\n\n<pre><code class="sh">\nmake a < b\n</code></pre>',
    );
  });

  it('tells a move, a new owner and a note of one request apart', async () => {
    const { accounts } = await redmineServer();
    const ticket = await make(`Told ${uniqueWord()}`);
    const issue = { status_id: 2, assigned_to_id: accounts.ben.id, notes: 'Mine now', private_notes: true };
    await askRedmine('ben', `/issues/${ticket.ref.id}.json`, { method: 'PUT', body: { issue } });
    const told = (await timelineOf(ana, ticket.ref)).map(({ kind, body, audience }) => [kind, audience, body]);
    assert.deepEqual(told, [
      ['change', 'internal', 'Created.'],
      ['change', 'internal', 'Status: New → In Progress  \nAssignee: – → Ben Ops'],
      ['note', 'internal', 'Mine now'],
    ]);
  });

  it('lets one of two moves through that are sent at once', async () => {
    const ben = await openRedmineAs('ben');
    const ticket = await make(`Both ${uniqueWord()}`);
    const offered = await ana.transitions(ticket.ref);
    const [progress, rejected] = ['In Progress', 'Rejected'].map((name) => offered.find(({ state }) => state === name));
    assert.ok(progress !== undefined && rejected !== undefined);
    const outcomes = await Promise.allSettled([
      ana.move(ticket.ref, progress, {}, ticket.version),
      ben.move(ticket.ref, rejected, {}, ticket.version),
    ]);
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.state] : []));
    assert.equal(won.length, 1);
    assert.equal((await stored(ticket)).status.name, won[0]);
  });

  it('offers its projects', async () => {
    const places = await ana.places?.();
    assert.deepEqual(places?.map(({ select }) => select['project']).toSorted(), ['ops', 'ops-lab', 'payroll']);
  });

  it('has no ticket that was deleted', async () => {
    await rejectsWith(ana.find('#99999999'), 'notFound');
    await rejectsWith((await openRedmineAs('eve', [])).get({ connection: 'tracker', id: '0' }), 'notFound');
  });
});

async function stored({ ref }: Ticket): Promise<v.InferOutput<typeof issueSchema>['issue']> {
  return v.parse(issueSchema, await askRedmine('ana', `/issues/${ref.id}.json?include=journals`)).issue;
}
