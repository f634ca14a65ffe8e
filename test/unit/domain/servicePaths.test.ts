import assert from 'node:assert/strict';
import { servicesIn } from '../../../src/domain/servicePaths.ts';
import type { Service } from '../../../src/domain/service.ts';

const service = (name: string, ...paths: readonly string[]): Service => ({
  name,
  paths,
  tickets: [],
  serviceLevels: {},
  standUp: [],
  source: '.footbridge.yml',
});

describe('the services of a part of a monorepo', () => {
  const all = [service('pay', 'services/pay/**'), service('payroll', 'services/payroll/**'), service('web')];
  const namesIn = (...folders: readonly string[]) => servicesIn(all, folders).map(({ name }) => name);

  it('are those that live in the opened folder, and those of the whole repository', () => {
    assert.deepEqual(namesIn('services/pay'), ['pay', 'web']);
    assert.deepEqual(namesIn('services/pay/src'), ['pay', 'web']);
    assert.deepEqual(namesIn('services'), ['pay', 'payroll', 'web']);
    assert.deepEqual(namesIn(''), ['pay', 'payroll', 'web']);
  });

  it('are those of all the folders that are opened', () => {
    assert.deepEqual(namesIn('services/pay', 'services/payroll'), ['pay', 'payroll', 'web']);
  });

  it('are all where no service claims the folder', () => {
    const claimed = [service('pay', 'services/pay/**'), service('docs', 'docs/*.md')];
    assert.equal(servicesIn(claimed, ['tools']).length, 2);
    assert.deepEqual(
      servicesIn(claimed, ['docs']).map(({ name }) => name),
      ['docs'],
    );
  });
});
