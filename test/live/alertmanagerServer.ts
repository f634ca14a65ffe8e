import { startAlertmanager, type LiveAlertmanager } from '../../scripts/live/alertmanager.ts';

let started: Promise<LiveAlertmanager> | undefined;

/** The one Alertmanager that all live tests share. */
export async function liveAlertmanager(): Promise<LiveAlertmanager> {
  started ??= startAlertmanager((line) => process.stdout.write(`${line}\n`));
  return started;
}

// Outside of every suite: this is the last thing that Mocha does.
after(async () => {
  await (await started)?.stop();
});
