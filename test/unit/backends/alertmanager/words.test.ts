import assert from 'node:assert/strict';
import * as v from 'valibot';
import { bodyOf, linksOf, titleOf } from '../../../../src/backends/alertmanager/body.ts';
import { readComment, withRemark, type Remark } from '../../../../src/backends/alertmanager/comment.ts';
import { alertmanagerKind } from '../../../../src/backends/alertmanager/kind.ts';
import { phaseOf } from '../../../../src/backends/alertmanager/map.ts';
import { allOf, narrowedTo } from '../../../../src/backends/alertmanager/matcher.ts';
import { readPriority } from '../../../../src/backends/alertmanager/priority.ts';
import { alerts, silences, type WireAlert } from '../../../../src/backends/alertmanager/schema.ts';
import { isExactly } from '../../../../src/backends/alertmanager/silence.ts';
import { fingerprintOf } from '../../../fakes/servers/alertmanagerMatchers.ts';

describe('The words of an alert', () => {
  it('have the summary for a title, else the name and where it is', () => {
    const labels = { alertname: 'DiskFull', instance: 'db-1:9100' };
    assert.equal(titleOf({ labels, annotations: { summary: 'The disk\nis full' } }), 'The disk is full');
    assert.equal(titleOf({ labels, annotations: { message: 'Full' } }), 'Full');
    assert.equal(titleOf({ labels, annotations: { summary: ' ' } }), 'DiskFull (db-1:9100)');
    assert.equal(titleOf({ labels: { job: 'x' }, annotations: {} }), 'Alert');
  });

  it('show the description, the other annotations and the labels, as text whatever they look like', () => {
    const annotations = {
      summary: 'S',
      description: '**boo** <img src=x>',
      impact: '[x](javascript:y)',
      runbook_url: 'https://r.example/1',
    };
    const body = bodyOf({ labels: { b: '`id`', alertname: 'A\nB' }, annotations });
    assert.equal(
      body,
      [
        '\\*\\*boo\\*\\* \\<img src=x>',
        '**impact:** \\[x\\](javascript:y)',
        '- **alertname:** A B\n- **b:** \\`id\\`',
      ].join('\n\n'),
    );
  });

  it('have links for addresses of the web, and for no others', () => {
    const annotations = {
      runbook_url: 'https://runbooks.example/disk',
      dashboard: 'javascript:alert(1)',
      ticket: 'https://user:secret@evil.example/',
      mail: 'mailto:a@example.org',
    };
    const links = linksOf(alert({ annotations, generatorURL: 'http://prometheus:9090/graph?g0.expr=up' }));
    assert.deepEqual(links, [
      { label: 'runbook_url', url: 'https://runbooks.example/disk' },
      { label: 'Source', url: 'http://prometheus:9090/graph?g0.expr=up' },
    ]);
  });

  it('give a priority by the severity, in the words of many rules, and keep the word', () => {
    const priorities = ['critical', 'PAGE', 'error', 'high', 'warning', 'info', 'none'].map(
      (severity) => readPriority({ severity }).priority,
    );
    assert.deepEqual(priorities, [1, 1, 2, 2, 3, 4, 5]);
    assert.deepEqual(readPriority({ severity: 'schlimm' }), { priorityLabel: 'schlimm' });
    assert.deepEqual(readPriority({ priority: 'P2' }), { priority: 2, priorityLabel: 'P2' });
    assert.deepEqual(readPriority({}), {});
  });

  it('are new, acknowledged by a silence, or waiting for another alert', () => {
    assert.equal(phaseOf({ state: 'active', silencedBy: [] }), 'new');
    assert.equal(phaseOf({ state: 'unprocessed', silencedBy: [] }), 'new');
    assert.equal(phaseOf({ state: 'suppressed', silencedBy: ['x'] }), 'acknowledged');
    assert.equal(phaseOf({ state: 'suppressed', silencedBy: [] }), 'waiting');
  });

  it('have keys that a number or a word alone is not', () => {
    for (const key of ['b36882529a46bf0b', 'B36882', 'b36882529'])
      assert.ok(alertmanagerKind.keyPattern.test(key), key);
    for (const key of ['b3688', '#7', 'b36882529a46bf0b0', 'OPS-12', 'b36882 '])
      assert.ok(!alertmanagerKind.keyPattern.test(key), key);
  });
});

describe('The matchers of an alert', () => {
  it('escape every value, so that none can end its matcher', () => {
    assert.equal(
      allOf({ a: 'x"} or {b="y', c: 'back\\slash\nline' }),
      '{a="x\\"} or {b=\\"y", c="back\\\\slash\\nline"}',
    );
    assert.equal(allOf({ 'with space "q"': 'v' }), '{"with space \\"q\\""="v"}');
  });

  it('begin with the name, and stay within an address', () => {
    const labels = { aaa: 'x', alertname: 'N', long: 'y'.repeat(2000) };
    assert.deepEqual(narrowedTo(labels), ['alertname="N"', 'aaa="x"']);
  });

  it('are exactly those of a silence only if each is, and is no expression', () => {
    const labels = { alertname: 'A', pod: 'p' };
    assert.ok(isExactly({ matchers: [equal('pod', 'p'), equal('alertname', 'A')] }, labels));
    assert.ok(!isExactly({ matchers: [equal('alertname', 'A')] }, labels));
    assert.ok(!isExactly({ matchers: [equal('alertname', 'A'), equal('pod', 'p'), equal('x', 'y')] }, labels));
    assert.ok(!isExactly({ matchers: [equal('alertname', 'A'), { ...equal('pod', 'p'), isRegex: true }] }, labels));
    assert.ok(!isExactly({ matchers: [equal('alertname', 'A'), { ...equal('pod', 'p'), isEqual: false }] }, labels));
    assert.ok(!isExactly({ matchers: [equal('alertname', 'A'), equal('alertname', 'A')] }, labels));
  });
});

describe('The comment of a silence', () => {
  const remark: Remark = { id: '1', at: '2026-11-24T10:00:00.000Z', by: 'ana "x"]\nb', kind: 'note', text: 'plain' };

  it('gives every text back as it was, also one that looks like another remark', () => {
    const texts = [
      'one\n\ntwo\r\nthree',
      withRemark('', remark),
      `\\[footbridge {"id":"2"}]`,
      `\\\\[footbridge x\n[footbridge ${JSON.stringify({ ...remark, id: '9' })}]`,
      '',
    ];
    let comment = 'On it: https://chat.example/1\n[footbridge is not a head]';
    for (const [index, text] of texts.entries()) comment = withRemark(comment, { ...remark, id: String(index), text });
    const read = readComment(comment);
    assert.equal(read.text, 'On it: https://chat.example/1\n[footbridge is not a head]');
    assert.deepEqual(
      read.remarks.map(({ text }) => text),
      texts,
    );
    assert.deepEqual(
      read.remarks.map(({ by }) => by),
      texts.map(() => remark.by),
    );
  });

  it('keeps a marker', () => {
    const marker = 'git:example.org/shop@1"]\n[footbridge {}]';
    assert.equal(readComment(withRemark('x', { ...remark, marker })).remarks[0]?.marker, marker);
  });
});

describe('What Alertmanager sends', () => {
  it('is read from servers old and new: no annotations, times with an offset, fields that nobody knows', () => {
    const wire = {
      ...alert({}),
      annotations: null,
      startsAt: '2026-11-24T11:00:00.123456789+01:00',
      status: { state: 'suppressed', silencedBy: null, inhibitedBy: [], mutedBy: ['night'] },
      future: {},
    };
    const [read] = v.parse(alerts, [wire]);
    assert.equal(read?.startsAt, '2026-11-24T10:00:00.123Z');
    assert.deepEqual(read.annotations, {});
    const silence = {
      id: 'x',
      status: { state: 'active' },
      updatedAt: wire.startsAt,
      startsAt: wire.startsAt,
      endsAt: wire.startsAt,
      createdBy: 'ana',
      comment: '',
      matchers: [{ name: 'a', value: 'b', isRegex: false }],
    };
    assert.equal(v.parse(silences, [silence])[0]?.matchers[0]?.isEqual, true);
  });

  it('has the fingerprint that a real one gave (0.25.0)', () => {
    assert.equal(fingerprintOf({ alertname: 'A', x: 'a"b\\c\nd' }), 'b36882529a46bf0b');
  });
});

function equal(name: string, value: string) {
  return { name, value, isRegex: false, isEqual: true };
}

function alert(more: Partial<WireAlert>): WireAlert {
  return {
    fingerprint: 'b36882529a46bf0b',
    labels: { alertname: 'A' },
    annotations: {},
    startsAt: '2026-11-24T10:00:00.000Z',
    generatorURL: '',
    receivers: [],
    status: { state: 'active', silencedBy: [], inhibitedBy: [] },
    ...more,
  };
}
