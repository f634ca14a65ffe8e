import assert from 'node:assert/strict';
import type { Backend, TicketQuery } from '../../../../src/domain/ports.ts';
import type { Ticket } from '../../../../src/domain/ticket.ts';
import { listAll, rejectsWith } from '../../../contract/harness.ts';
import { checkout, openFakePagerDuty } from '../../../fakes/openPagerDuty.ts';
import { sendError } from '../../../fakes/servers/pagerDutyJson.ts';
import { startFakePagerDuty, type FakePagerDuty } from '../../../fakes/servers/pagerDuty.ts';
import { pdUser } from '../../../fakes/servers/pagerDutySite.ts';

const ben = pdUser('PBEN002');

describe('Lists of PagerDuty', function () {
  this.timeout(60_000);
  let server: FakePagerDuty;
  let backend: Backend;

  beforeEach(async () => {
    server = await startFakePagerDuty();
    backend = openFakePagerDuty(server);
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function fill(count: number): void {
    for (let index = 1; index <= count; index++) server.store.create({ title: `Incident ${index}` });
  }

  it('of one page take one request, and the first one who it is', async () => {
    fill(6);
    assert.equal((await backend.list({})).total, 6);
    assert.deepEqual(server.asked.toSorted(), ['GET /incidents', 'GET /users/me']);
    await backend.list({});
    assert.equal(server.asked.length, 3);
  });

  it('have old incidents too, which PagerDuty leaves out by itself', async () => {
    server.store.create({ title: 'Open since spring', created: new Date('2026-03-01T10:00:00Z') });
    assert.deepEqual(titles((await backend.list({})).items), ['Open since spring']);
  });

  it('go on to the end where there are more than PagerDuty counts', async () => {
    const start = Date.parse('2024-10-01T00:00:00Z');
    for (let index = 1; index <= 10_450; index++) {
      // A quiet year lies between the first hundred and the others.
      const at = start + (index <= 100 ? 0 : 400 * 24 * 3600_000) + index * 60_000;
      server.store.create({ title: `Incident ${index}`, created: new Date(at) });
    }
    const { items, totals } = await listAll(backend, {});
    assert.equal(items.length, 10_450);
    assert.equal(new Set(items.map(({ key }) => key)).size, 10_450);
    assert.ok(totals.every((total) => total === 10_450));
    const pages = server.asked.filter((asked) => asked === 'GET /incidents').length;
    assert.ok(pages <= 118, `${pages} requests`);
  });

  it('lose and double nothing when incidents come, change and go between pages', async () => {
    fill(450);
    const seen: string[] = [];
    const gone = new Set<string>();
    let page = await backend.list({});
    for (let count = 1; ; count++) {
      seen.push(...page.items.map(({ key }) => key));
      if (page.next === undefined) break;
      // Twelve that were read are resolved, so that all others move up; one comes, and one that was not read is acknowledged.
      for (let number = 450; number > 450 - 12 * count; number--) resolve(number, gone);
      server.store.create({ title: `New ${count}` });
      const later = server.store.incidents[10 + count];
      if (later !== undefined) server.store.setStatus(later, 'acknowledged', ben);
      page = await backend.list({}, page.next);
    }
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    for (let number = 1; number <= 450; number++) {
      if (!gone.has(`#${number}`)) assert.ok(seen.includes(`#${number}`), `#${number} is missing`);
    }
  });

  function resolve(number: number, gone: Set<string>): void {
    const incident = server.store.incidents[number - 1];
    if (incident === undefined || incident.status === 'resolved') return;
    server.store.setStatus(incident, 'resolved', ben);
    gone.add(`#${number}`);
  }

  it('begin with the latest change, wherever that incident stands', async () => {
    fill(230);
    const early = server.store.incidents[2];
    assert.ok(early !== undefined);
    server.store.addNote(early, 'Still there', ben);
    const first = await backend.list({});
    assert.equal(first.items[0]?.key, '#3');
    assert.equal(first.items.length, 100);
    const { items, totals } = await listAll(backend, {});
    assert.equal(items.length, 230);
    assert.equal(new Set(items.map(({ key }) => key)).size, 230);
    assert.deepEqual(totals, [230, 230, 230]);
  });

  it('follow the selectors: a service and a policy together, scopes side by side', async () => {
    server.store.create({ title: 'Checkout' });
    server.store.create({ title: 'Checkout, by another policy', policy: 'PPOL003' });
    server.store.create({ title: 'Warehouse', service: 'PWAREH1' });
    const open = (...scopes: { service: string; select: object }[]): Backend =>
      openFakePagerDuty(server, { scopes: scopes.map(({ service, select }) => ({ service, select: { ...select } })) });
    const both = { service: 'till', select: { service: 'PCHECK1', escalationPolicy: 'PPOL003' } };
    const warehouse = { service: 'warehouse', select: { escalationPolicy: 'PPOL002' } };
    assert.deepEqual(await found(open(both)), ['Checkout, by another policy: till']);
    assert.deepEqual(await found(open(warehouse)), ['Warehouse: warehouse']);
    assert.deepEqual(await found(open(both, warehouse)), ['Checkout, by another policy: till', 'Warehouse: warehouse']);
    assert.deepEqual(await found(open(both, warehouse), { services: ['till'] }), ['Checkout, by another policy: till']);
    assert.deepEqual(await found(open({ ...checkout, select: {} })), [
      'Checkout, by another policy: checkout',
      'Checkout: checkout',
      'Warehouse: checkout',
    ]);
    assert.equal((await open().list({})).total, 3, 'no scope is the whole account');
    assert.equal((await open(both).list({})).total, undefined, 'what is filtered here has no total');
  });

  it('ask PagerDuty nothing where it can have nothing', async () => {
    for (const query of [{ kinds: ['change'] }, { phases: ['waiting'] }, { services: ['unknown'] }] as const) {
      assert.deepEqual(await backend.list(query), { items: [], total: 0 });
    }
    assert.deepEqual(server.asked, []);
  });

  it('show what the policy calls me for as mine, and what it calls others for as nobody’s', async () => {
    server.store.create({ title: 'For Ana', policy: 'PPOL003' });
    server.store.create({ title: 'For Olga' });
    assert.deepEqual(titles((await backend.list({ assignee: 'me' })).items), ['For Ana']);
    assert.deepEqual(titles((await backend.list({ assignee: 'nobody' })).items), ['For Olga']);
    const olga = openFakePagerDuty(server, { who: 'olga@example.org' });
    assert.deepEqual(titles((await olga.list({ assignee: 'me' })).items), ['For Olga']);
    assert.deepEqual((await backend.list({ assignee: 'me', phases: ['resolved'] })).items, []);
  });

  it('tell each incident once that changed, and skip what has gone or belongs to others', async () => {
    fill(3);
    const since = new Date(server.store.tick().getTime() + 1000).toISOString();
    const [one, two, three] = server.store.incidents;
    assert.ok(one !== undefined && two !== undefined && three !== undefined);
    for (let count = 0; count < 130; count++) server.store.addNote(one, `Note ${count}`, ben);
    server.store.setStatus(two, 'resolved', ben);
    server.store.create({ title: 'Elsewhere', service: 'PWAREH1' });
    const gone = server.store.create({ title: 'Gone' });
    server.store.incidents.splice(server.store.incidents.indexOf(gone), 1);
    const changed: Ticket[] = [];
    let cursor: string | undefined;
    do {
      const page = await backend.changedSince?.(since, cursor);
      changed.push(...(page?.items ?? []));
      cursor = page?.next;
    } while (cursor !== undefined);
    assert.deepEqual(changed.map(({ key }) => key).toSorted(), ['#1', '#2']);
  });

  it('tell changes although one of the incidents may not be seen, and to the end of a long log', async () => {
    fill(2);
    const [hidden, one] = server.store.incidents;
    assert.ok(hidden !== undefined && one !== undefined);
    const agent = { id: ben.id, type: 'user_reference', summary: ben.name };
    for (let count = 0; count < 10_300; count++) server.store.record(hidden, 'escalate', { agent });
    const since = one.created.toISOString();
    server.quirks.instead = ({ target }, response) => {
      if (!target.startsWith(`/incidents/${hidden.id}`)) return false;
      sendError(response, 403, 2010, 'Access Denied');
      return true;
    };
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await backend.changedSince?.(since, cursor);
      keys.push(...(page?.items ?? []).map(({ key }) => key));
      cursor = page?.next;
    } while (cursor !== undefined);
    assert.deepEqual(keys, ['#2']);
  });

  it('go by number for who may not read the log', async () => {
    fill(130);
    server.quirks.instead = ({ target }, response) => {
      if (!target.startsWith('/log_entries')) return false;
      sendError(response, 403, 2010, 'Access Denied');
      return true;
    };
    assert.equal((await listAll(backend, {})).items.length, 130);
  });

  it('take one request to hear that nothing has changed', async () => {
    fill(3);
    await backend.whoAmI();
    server.asked.length = 0;
    const page = await backend.changedSince?.(new Date(server.store.tick().getTime() + 1000).toISOString());
    assert.deepEqual(page, { items: [] });
    assert.deepEqual(server.asked, ['GET /log_entries']);
  });

  it('take no place that is not their own', async () => {
    for (const cursor of ['', '7', '{"offset":-1}', '{"offset":0,"shown":["../users"]}']) {
      await rejectsWith(backend.list({}, cursor), 'usage');
      await rejectsWith(backend.changedSince?.('2026-11-24T10:00:00Z', cursor) ?? Promise.resolve(), 'usage');
    }
  });
});

function titles(tickets: readonly Ticket[]): string[] {
  return tickets.map(({ title }) => title).toSorted();
}

async function found(of: Backend, query: TicketQuery = {}): Promise<string[]> {
  const { items } = await listAll(of, query);
  return items.map(({ title, services }) => `${title}: ${services.join()}`).toSorted();
}
