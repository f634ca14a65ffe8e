import * as v from 'valibot';
import { readCertificates } from '../../../src/http/certificates.ts';
import { createHttp, type Http, type HttpOptions } from '../../../src/http/http.ts';
import type { Network } from '../../../src/http/network.ts';
import { recordingLog } from '../../fakes/recordingLog.ts';

export const anything = v.looseObject({});

/** A connection with a secret in two headers. */
export function open(baseUrl: string, options: Partial<HttpOptions> = {}): Http {
  return createHttp({
    alias: 'helpdesk',
    product: 'Request Tracker',
    network: undefined,
    baseUrl,
    headers: { authorization: 'token tok-1234567890', 'x-api-key': 'tok-1234567890' },
    secrets: ['tok-1234567890'],
    log: recordingLog(),
    ...options,
  });
}

export interface Files {
  readonly caFile?: string;
  readonly clientCertificate?: string;
}

/** The network of a connection that names these files. */
export async function certificates(files: Files): Promise<Network> {
  const tls = await readCertificates({ alias: 'helpdesk', ...files });
  return tls === undefined ? {} : { tls };
}
