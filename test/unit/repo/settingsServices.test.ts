import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Links, Service } from '../../../src/domain/service.ts';
import { withSettings } from '../../../src/repo/settingsServices.ts';

const service = (name: string): Service => ({
  name,
  paths: [],
  tickets: [{ connection: 'git', select: {} }],
  serviceLevels: {},
  standUp: [],
  source: '.footbridge.yml',
});
const links: Links = { services: [service('checkout'), service('web')], proposed: [] };
const context = {
  kinds: [
    { kind: 'git', selectors: v.strictObject({}) },
    { kind: 'request-tracker', selectors: v.strictObject({ queue: v.string() }) },
  ],
  connections: [{ alias: 'helpdesk', kind: 'request-tracker', url: 'https://rt.example.org' }],
};

function read(written: unknown): { readonly names: string[]; readonly problems: string[] } {
  const problems: string[] = [];
  const { services } = withSettings(links, written, context, (problem) => problems.push(problem));
  return { names: services.map(({ name, source }) => `${name} (${source})`), problems };
}

describe('the services of the settings', () => {
  it('come first, and take the place of those of the same name', () => {
    const own = [{ name: 'checkout', tickets: [{ connection: 'helpdesk', queue: 'Pay' }] }];
    assert.deepEqual(read(own), { names: ['checkout (settings)', 'web (.footbridge.yml)'], problems: [] });
  });

  it('need not be there', () => {
    const names = ['checkout (.footbridge.yml)', 'web (.footbridge.yml)'];
    for (const nothing of [undefined, null, []]) assert.deepEqual(read(nothing), { names, problems: [] });
  });

  it('are told where they are wrong, and the others stay', () => {
    const { names, problems } = read([
      { paths: [] },
      { name: 'desk', tickets: [{ connection: 'helpdesk', que: 'Pay' }] },
    ]);
    assert.deepEqual(names, ['desk (settings)', 'checkout (.footbridge.yml)', 'web (.footbridge.yml)']);
    assert.match(problems[0] ?? '', /service 1: .*name/);
    assert.match(problems[1] ?? '', /service 2: .*que/);
    assert.match(read('checkout').problems[0] ?? '', /is a list of services/);
  });
});
