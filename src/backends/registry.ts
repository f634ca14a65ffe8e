import { alertmanagerKind } from './alertmanager/kind.ts';
import type { BackendKind } from './backendKind.ts';
import { gitDeskKind } from './gitDesk/kind.ts';
import { gitHubKind } from './gitHub/kind.ts';
import { gitLabKind } from './gitLab/kind.ts';
import { jiraKind } from './jira/kind.ts';
import { redmineKind } from './redmine/kind.ts';
import { pagerDutyKind } from './pagerDuty/kind.ts';
import { requestTrackerKind } from './requestTracker/kind.ts';
import { serviceNowKind } from './serviceNow/kind.ts';

/** Every backend that Footbridge has. A new one is a folder and a line here. */
export const backendKinds: readonly BackendKind[] = [
  gitDeskKind,
  requestTrackerKind,
  jiraKind,
  serviceNowKind,
  redmineKind,
  gitHubKind,
  gitLabKind,
  alertmanagerKind,
  pagerDutyKind,
];
