import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { entrySchema, ticketSchema } from '../../src/domain/ticketSchema.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { ben, temporaryRepository, type TemporaryRepository } from '../fakes/temporaryRepository.ts';
import { runCli, type CliResult } from './runCli.ts';

const listSchema = v.object({
  tickets: v.array(ticketSchema),
  shown: v.number(),
  total: v.nullable(v.number()),
  asOf: v.pipe(v.string(), v.isoTimestamp()),
  problems: v.array(v.object({ connection: v.string(), reason: v.string(), message: v.string() })),
});

describe('The command line on a git desk', () => {
  let repository: TemporaryRepository;
  const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: repository.path });

  beforeEach(async () => {
    repository = await temporaryRepository();
    await repository.commit();
  });
  afterEach(() => repository.remove());

  async function create(title = 'Checkout is down', ...more: string[]): Promise<Ticket> {
    const result = await run('create', '--kind', 'incident', '--title', title, '--json', ...more);
    assert.equal(result.code, 0, result.stderr);
    return v.parse(v.pipe(v.string(), v.parseJson(), ticketSchema), result.stdout);
  }

  async function list(...args: string[]): Promise<v.InferOutput<typeof listSchema>> {
    const result = await run('tickets', '--json', ...args);
    assert.equal(result.code, 0, result.stderr);
    return v.parse(v.pipe(v.string(), v.parseJson(), listSchema), result.stdout);
  }

  it('does the main job: create, list, pick up with a branch, note, move, hand back', async () => {
    const { key } = await create('Checkout is down', '--impact', '1', '--urgency', '1');
    assert.deepEqual(
      (await list()).tickets.map((ticket) => [ticket.key, ticket.priority]),
      [[key, 1]],
    );

    const picked = await run('pick-up', key, '--branch');
    assert.equal(picked.code, 0, picked.stderr);
    assert.match(picked.stdout, new RegExp(`^${key} +P1 +In progress +me +Checkout is down\\n$`));
    assert.equal(await repository.git('branch', '--show-current'), `incident/${key}-checkout-is-down`);
    assert.deepEqual(
      (await list('--mine')).tickets.map((ticket) => ticket.key),
      [key],
    );

    const noted = await run('note', key, 'The pool is empty.', '--json');
    const entry = v.parse(v.pipe(v.string(), v.parseJson(), entrySchema), noted.stdout);
    assert.deepEqual([entry.kind, entry.audience, entry.body], ['note', 'internal', 'The pool is empty.']);

    const held = await run('move', key, 'put on hold', '--field', 'reason=Supplier', '--note', 'Waiting for the bank.');
    assert.equal(held.code, 0, held.stderr);
    assert.match(held.stdout, /On hold: Supplier/);

    const back = await run('hand-back', key, '--reason', 'Not ours');
    assert.equal(back.code, 0, back.stderr);
    assert.equal(await repository.git('branch', '--show-current'), 'main');
    const shown = await run('show', key);
    for (const text of ['The pool is empty.', 'Waiting for the bank.', 'Handed back: Not ours', 'unassigned']) {
      assert.ok(shown.stdout.includes(text), text);
    }
  });

  it('says how many of how many it shows', async () => {
    for (let number = 1; number <= 3; number++) await create(`Ticket ${number}`);
    const { shown, total } = await list('--limit', '2');
    assert.deepEqual([shown, total], [2, 3]);
    const all = await list('--all', '--query', 'TICKET 2');
    assert.deepEqual(
      all.tickets.map(({ title }) => title),
      ['Ticket 2'],
    );
    assert.match((await run('tickets', '--limit', '2')).stdout, /\n2 of 3\n$/);
  });

  it('refuses what somebody else has with exit code 3, and takes it with --force', async () => {
    const { key } = await create();
    await run('pick-up', key);
    await repository.git('config', 'user.name', ben.name);
    await repository.git('config', 'user.email', ben.email);
    const refused = await run('pick-up', key);
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /is assigned to Ana Lima\. Talk to them/);
    assert.equal((await run('pick-up', key, '--force')).code, 0);
    assert.equal((await list('--mine')).tickets[0]?.assignees[0]?.name, ben.name);
  });

  it('names the steps when one is not offered, and the fields when one is missing', async () => {
    const { key } = await create();
    const unknown = await run('move', key, 'fly');
    assert.equal(unknown.code, 3);
    assert.match(unknown.stderr, /It offers: Acknowledge, Start work, Put on hold, Resolve, Cancel\./);
    const missing = await run('move', key, 'waiting');
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /Put on hold needs: reason \(Requester \| Change \| Problem \| Supplier\)\./);
  });

  it('tells wrong use with exit code 2, and nothing on stdout', async () => {
    for (const args of [
      ['tickets', '--limit', '0'],
      ['tickets', '--kind', 'bug'],
      ['nonsense'],
      ['show', 'nope'],
      ['move'],
      ['tickets', '--mine', '--unassigned'],
    ]) {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout, stderr === ''], [2, '', false], args.join(' '));
    }
  });

  it('tells a ticket that is not there with exit code 1', async () => {
    assert.equal((await run('show', 'INC-ZZZZZZ')).code, 1);
  });

  it('tells that a folder is in no repository, and what to do', async () => {
    const { code, stderr } = await runCli(['tickets'], { cwd: path.join(repository.path, '../..') });
    assert.equal(code, 1);
    assert.match(stderr, /is not in a git repository\. Go to one, or name one with --repo\./);
  });

  it('keeps escape sequences of a title out of the terminal', async () => {
    await create('\u001B]0;owned\u0007\u001B[31mred\u202E <img src=x onerror=alert(1)>');
    const { stdout } = await run('tickets');
    assert.match(stdout, /\]0;owned\[31mred <img src=x onerror=alert\(1\)>/);
    assert.doesNotMatch(stdout, /(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it('lists services with their source, and a connection that a repository proposes as one to sign in to', async () => {
    await writeFile(
      path.join(repository.path, '.footbridge.yml'),
      'version: 1\nconnections:\n  - { alias: helpdesk, kind: request-tracker, url: https://rt.example.org }\nservices:\n  - name: checkout\n    tickets:\n      - { connection: helpdesk, queue: Checkout }\n',
    );
    const services = await run('services');
    assert.match(services.stdout, /^checkout +whole repository +helpdesk \{"queue":"Checkout"\} +\.footbridge\.yml\n$/);
    const env = { FOOTBRIDGE_TOKEN_HELPDESK: '1-1-secret' };
    const checked = await runCli(['connections', '--check', '--json'], { cwd: repository.path, env });
    assert.equal(checked.code, 4);
    assert.match(checked.stdout, /"reason": "notSignedIn"/);
    const { tickets, problems } = await listWith(env);
    assert.deepEqual([tickets, problems.map(({ reason }) => reason)], [[], ['notSignedIn']]);
  });

  async function listWith(env: Readonly<Record<string, string>>): Promise<v.InferOutput<typeof listSchema>> {
    const result = await runCli(['tickets', '--json'], { cwd: repository.path, env });
    assert.equal(result.code, 4);
    return v.parse(v.pipe(v.string(), v.parseJson(), listSchema), result.stdout);
  }
});
