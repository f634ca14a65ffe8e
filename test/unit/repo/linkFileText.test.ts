import assert from 'node:assert/strict';
import * as v from 'valibot';
import { withService } from '../../../src/repo/linkFileText.ts';
import { parseLinkFile } from '../../../src/repo/linkFileParse.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import type { WrittenService } from '../../../src/domain/linkFile.ts';

const checkout: WrittenService = {
  name: 'checkout',
  paths: ['services/pay/**'],
  tickets: [
    { connection: 'helpdesk', select: { queue: 'Checkout' }, source: 'default' },
    { connection: 'git', select: {} },
  ],
  connections: [
    {
      alias: 'helpdesk',
      kind: 'request-tracker',
      url: 'https://rt.example.org',
      account: 'ana',
      caFile: '/home/ana/ca.pem',
    },
  ],
};

describe('a service that is written into the link file', () => {
  it('makes the file, and is read from it as it was meant', () => {
    const text = withService(undefined, checkout);
    assert.match(text, /^# Links this repository/);
    const kinds = ['git', 'request-tracker'].map((kind) => ({ kind, selectors: v.record(v.string(), v.unknown()) }));
    const { links, problems } = parseLinkFile(text, { kinds, connections: [] });
    assert.deepEqual(problems, []);
    assert.deepEqual(links.services[0]?.tickets, [
      { connection: 'helpdesk', select: { queue: 'Checkout' } },
      { connection: 'git', select: {} },
    ]);
    assert.deepEqual(links.proposed, [{ alias: 'helpdesk', kind: 'request-tracker', url: 'https://rt.example.org' }]);
  });

  it('takes nothing of the account with it', () => {
    assert.doesNotMatch(withService(undefined, checkout), /ana|ca\.pem/);
  });

  it('leaves what is there as it is, comments too', () => {
    const before = `# Ours
version: 1
connections:
  - { alias: helpdesk, kind: request-tracker, url: https://rt.example.org } # the office's
services:
  - name: web # the shop
    tickets:
      - { connection: git }
`;
    const after = withService(before, checkout);
    for (const line of before.trimEnd().split('\n')) assert.ok(after.includes(line), `${line}\n---\n${after}`);
    assert.equal(after.match(/alias: helpdesk/g)?.length, 1);
    assert.match(after, /name: checkout/);
  });

  it('gets the links that it does not have, and none twice', () => {
    const once = withService(undefined, { ...checkout, tickets: checkout.tickets.slice(0, 1) });
    const twice = withService(once, checkout);
    assert.equal(twice.match(/queue: Checkout/g)?.length, 1);
    assert.equal(twice.match(/connection: git/g)?.length, 1);
    assert.equal(twice.match(/name: checkout/g)?.length, 1);
    assert.equal(withService(twice, checkout), twice);
  });

  it('is not written over a file that has errors', () => {
    for (const text of ['services: [', '- a list', 'version: 1\n\tx: y']) {
      assert.throws(
        () => withService(text, checkout),
        (error) => DeskError.is(error, 'configuration'),
      );
    }
  });
});
