import assert from 'node:assert/strict';
import { bodyOf } from '../../src/backends/alertmanager/body.ts';
import { oneLine } from '../../src/domain/markup/safeText.ts';
import { checkout, openAlertmanagerAs } from '../fakes/openAlertmanager.ts';
import { fingerprintOf, type Labels } from '../fakes/servers/alertmanagerMatchers.ts';
import type { ContractHarness } from './harness.ts';

/** A server that alerts can be sent to, as Prometheus sends them. */
export interface AlertSink {
  readonly url: string;
  /** Sends an alert that goes on for minutes, or one that has ended. */
  readonly send: (labels: Labels, annotations: Labels, state: 'fires' | 'ends') => Promise<void>;
}

const pageSize = 3;

/** The contract's tickets as alerts: each has a label of its own, so that no two are the same. */
export function alertmanagerHarness({ url, send }: AlertSink, tearDown: () => Promise<void>): ContractHarness {
  const backend = openAlertmanagerAs(url, { account: 'ana', pageSize });
  const sent = new Map<string, Labels>();
  let last: Labels = {};
  let count = 0;
  const fire = async (labels: Labels, title: string, body: string): Promise<string> => {
    last = { alertname: 'Contract', severity: 'warning', ...labels };
    await send(last, { summary: title, description: body }, 'fires');
    sent.set(fingerprintOf(last), last);
    return fingerprintOf(last);
  };
  const next = (): string => String(++count);
  return {
    backend,
    other: openAlertmanagerAs(url, { account: 'ben', pageSize }),
    scope: checkout,
    pageSize,
    missing: { key: 'ffffffffffffffff', id: 'ffffffffffffffff' },
    seed: async ({ title, body = '' }) =>
      backend.get({ connection: 'alerts', id: await fire({ service: 'checkout', run: next() }, title, body) }),
    seedElsewhere: async ({ title, body = '' }) => void (await fire({ service: 'search', run: next() }, title, body)),
    ambiguousKey: async () => {
      const [one, two] = alike();
      for (const labels of [one, two]) await fire(labels, 'One of two', '');
      return fingerprintOf(last).slice(0, 6);
    },
    end: async ({ ref }) => {
      const labels = sent.get(ref.id);
      assert.ok(labels !== undefined);
      await send(labels, {}, 'ends');
      return backend.get(ref);
    },
    requiresFields: true,
    states: 2,
    takenPhase: 'acknowledged',
    storedTitle: oneLine,
    // The labels stand below the text: those of the alert that was sent last.
    storedBody: (text) => bodyOf({ labels: last, annotations: { description: text } }),
    storedNote: (text) => text,
    tearDown,
  };
}

/** Two sets of labels whose fingerprints begin with the same six characters. */
function alike(): readonly [Labels, Labels] {
  const byPrefix = new Map<string, Labels>();
  for (let pod = 0; ; pod++) {
    const labels = { alertname: 'Contract', severity: 'warning', service: 'checkout', pod: String(pod) };
    const prefix = fingerprintOf(labels).slice(0, 6);
    const known = byPrefix.get(prefix);
    if (known !== undefined) return [known, labels];
    byPrefix.set(prefix, labels);
  }
}
