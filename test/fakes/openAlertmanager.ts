import { openAlertmanager } from '../../src/backends/alertmanager/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend, Clock } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog, type RecordingLog } from './recordingLog.ts';

export const checkout: ServiceScope = { service: 'checkout', select: { matchers: ['service="checkout"'] } };

interface Opening {
  /** The name of the connection's account; absent: it names nobody. */
  readonly account?: string;
  readonly credential?: Credential;
  readonly scopes?: readonly ServiceScope[];
  readonly clock?: Clock;
  readonly log?: RecordingLog;
  readonly pageSize?: number;
}

/** A server as somebody sees it. */
export function openAlertmanagerAs(url: string, opening: Opening = {}): Backend {
  const { account, credential = { type: 'none' }, scopes = [checkout], clock = () => new Date() } = opening;
  const context = {
    connection: { alias: 'alerts', kind: 'alertmanager', url, ...(account === undefined ? {} : { account }) },
    credential,
    scopes,
    clock,
    log: opening.log ?? recordingLog(),
  };
  return openAlertmanager(context, opening.pageSize === undefined ? {} : { pageSize: opening.pageSize });
}
