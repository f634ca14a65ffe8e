import assert from 'node:assert/strict';
import { adfToMarkdown } from '../../src/domain/markup/adfToMarkdown.ts';
import { markdownToAdf } from '../../src/domain/markup/adfFromMarkdown.ts';
import { markdownToWiki } from '../../src/domain/markup/wikiFromMarkdown.ts';
import { wikiToMarkdown } from '../../src/domain/markup/wikiToMarkdown.ts';
import { summaryOf } from '../../src/backends/jira/details.ts';
import { checkoutScope, openFakeJira } from '../fakes/openJira.ts';
import { startFakeJira } from '../fakes/servers/jira.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness } from './harness.ts';

for (const deployment of ['Cloud', 'Server'] as const) {
  const isCloud = deployment === 'Cloud';
  const write = isCloud ? markdownToAdf : markdownToWiki;
  const name = isCloud ? 'Jira Cloud, as its fake has it' : 'Jira Data Center, as its fake has it';
  backendContract(name, async (): Promise<ContractHarness> => {
    const server = await startFakeJira(deployment);
    const backend = openFakeJira(server);
    return {
      backend,
      other: openFakeJira(server, { login: 'ben' }),
      withoutRights: openFakeJira(server, { login: 'eve' }),
      scope: checkoutScope,
      pageSize: 100,
      missing: { key: 'OPS-99999', id: '99999' },
      seed: async ({ title, body = '' }) => {
        const { key } = server.store.create({
          summary: summaryOf(title),
          labels: ['checkout'],
          description: write(body),
        });
        return backend.find(key);
      },
      seedElsewhere: async ({ title }) => void server.store.create({ summary: title, labels: ['payment'] }),
      requiresFields: true,
      storedTitle: summaryOf,
      storedBody: (body) => (isCloud ? adfToMarkdown(markdownToAdf(body)) : wikiToMarkdown(markdownToWiki(body))),
      tearDown: async () => {
        await server.close();
        assert.deepEqual(server.violations, []);
      },
    };
  });
}
