import { alertmanagerHarness } from '../contract/alertmanagerHarness.ts';
import { backendContract } from '../contract/backendContract.ts';
import { liveAlertmanager } from './alertmanagerServer.ts';

backendContract('a real Alertmanager', async () => {
  const server = await liveAlertmanager();
  return alertmanagerHarness(
    {
      url: server.url,
      send: async (labels, annotations, state) => {
        const now = new Date().toISOString();
        await server.send([{ labels, annotations, ...(state === 'ends' ? { endsAt: now } : {}) }]);
      },
    },
    async () => {},
  );
});
