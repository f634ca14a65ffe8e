import { alertmanagerHarness } from '../contract/alertmanagerHarness.ts';
import { backendContract } from '../contract/backendContract.ts';
import { liveAlertmanager } from './alertmanagerServer.ts';

backendContract('a real Alertmanager', async () => {
  const { url, send } = await liveAlertmanager();
  return alertmanagerHarness(
    {
      url,
      send: async (labels, annotations, state) => {
        const now = new Date().toISOString();
        await send([{ labels, annotations, ...(state === 'ends' ? { endsAt: now } : {}) }]);
      },
    },
    async () => {},
  );
});
