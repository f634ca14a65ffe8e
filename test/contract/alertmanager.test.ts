import assert from 'node:assert/strict';
import { startFakeAlertmanager } from '../fakes/servers/alertmanager.ts';
import { fingerprintOf } from '../fakes/servers/alertmanagerMatchers.ts';
import { alertmanagerHarness } from './alertmanagerHarness.ts';
import { backendContract } from './backendContract.ts';

// The same suite runs against a real server in test/live.
backendContract('Alertmanager, as its fake has it', async () => {
  const server = await startFakeAlertmanager();
  const sink = {
    url: server.url,
    send: async (labels: Readonly<Record<string, string>>, annotations: typeof labels, state: 'fires' | 'ends') => {
      if (state === 'fires') server.store.fire(labels, annotations);
      else server.store.end(fingerprintOf(labels));
    },
  };
  return alertmanagerHarness(sink, async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });
});
