import assert from 'node:assert/strict';
import * as v from 'valibot';
import { apiAddress, resetIn } from '../../../../src/backends/gitHub/address.ts';
import { gitHubKind, selectorsSchema } from '../../../../src/backends/gitHub/kind.ts';
import { usualMeaning } from '../../../../src/backends/gitHub/labelWords.ts';
import { Labels } from '../../../../src/backends/gitHub/labels.ts';
import { isMarkedWith, readMarked, withMarker } from '../../../../src/backends/gitHub/marker.ts';

describe('What GitHub’s labels mean', () => {
  const usual: readonly (readonly [string, object])[] = [
    ['incident', { kind: 'incident' }],
    ['🔥 Incident', { kind: 'incident' }],
    ['type: request', { kind: 'request' }],
    ['enhancement', { kind: 'request' }],
    ['kind/change', { kind: 'change' }],
    ['problem', { kind: 'problem' }],
    ['status: acknowledged', { phase: 'acknowledged' }],
    ['Status: In-Progress', { phase: 'in_progress' }],
    ['waiting for customer', { phase: 'waiting' }],
    ['blocked', { phase: 'waiting' }],
    ['needs triage', { phase: 'new' }],
    ['status: confirmed', { phase: 'acknowledged' }],
    ['confirmed', {}],
    ['sev1', { priority: 1 }],
    ['SEV-0', { priority: 1 }],
    ['P1', { priority: 1 }],
    ['P3', { priority: 3 }],
    ['priority: high', { priority: 2 }],
    ['priority/p2', { priority: 2 }],
    ['Low Priority', { priority: 4 }],
    ['severity: critical', { priority: 1 }],
    ['bug', {}],
    ['high', {}],
    ['checkout', {}],
    ['', {}],
  ];
  for (const [label, meaning] of usual) {
    it(`is ${JSON.stringify(meaning)} for ${JSON.stringify(label)}`, () =>
      assert.deepEqual(usualMeaning(label), meaning));
  }

  it('is what the link file says, and then nothing else', () => {
    const labels = new Labels([
      { kind: { Störung: 'incident' }, phase: { 'in Arbeit': 'in_progress', P1: 'new' }, priority: { dringend: 1 } },
    ]);
    assert.deepEqual(labels.read(['störung', 'IN ARBEIT', 'dringend']), {
      kind: 'incident',
      phase: 'in_progress',
      phaseLabel: 'IN ARBEIT',
      priority: 1,
      priorityLabel: 'dringend',
    });
    assert.deepEqual(labels.read(['P1']), { phase: 'new', phaseLabel: 'P1' });
    assert.equal(labels.forPhase('in_progress', ['in arbeit']), 'in arbeit');
    assert.equal(labels.forKind('incident', []), 'Störung');
  });

  it('is told by the furthest state and the worst priority where there are several', () => {
    const facts = new Labels([]).read(['P3', 'acknowledged', 'sev1', 'blocked', 'wip']);
    assert.deepEqual([facts.phase, facts.phaseLabel, facts.priority], ['waiting', 'blocked', 1]);
  });

  it('is written with the words that the repository has, before ours', () => {
    const labels = new Labels([]);
    assert.equal(labels.forPhase('waiting', ['bug', 'Blocked']), 'Blocked');
    assert.equal(labels.forPhase('waiting', ['bug']), 'status: waiting');
    assert.equal(labels.forPhase('new', ['needs triage']), undefined);
    assert.equal(labels.forPriority(2, ['priority: high']), 'priority: high');
    assert.equal(labels.forPriority(2, []), 'P2');
  });
});

describe('Keys, selectors and addresses of GitHub', () => {
  it('are recognised as people type them', () => {
    for (const key of ['#7', '7', 'team/shop#12', 'a-b/c.d_e#1']) assert.match(key, gitHubKind.keyPattern);
    for (const text of ['#0', '#07', 'team#7', 'team/shop', 'x #7', '#7 x', 'team/shop/x#7', '']) {
      assert.doesNotMatch(text, gitHubKind.keyPattern);
    }
  });

  it('take a repository by owner and name, and nothing that is another address', () => {
    assert.ok(v.is(selectorsSchema, { repository: 'team/shop', labels: ['ops'] }));
    for (const repository of ['shop', 'team/..', 'team/.', 'team/shop/x', 'team/sh op', '../x', 'team/shop?x']) {
      assert.ok(!v.is(selectorsSchema, { repository }), repository);
    }
    assert.ok(!v.is(selectorsSchema, { labelMap: { phase: { done: 'resolved' } } }), 'a label cannot close an issue');
  });

  it('find the API of each of GitHub’s products', () => {
    const found = [
      ['https://github.com', 'https://api.github.com'],
      ['https://github.com/', 'https://api.github.com'],
      ['https://api.github.com', 'https://api.github.com'],
      ['https://acme.ghe.com', 'https://api.acme.ghe.com'],
      ['https://git.example.org', 'https://git.example.org/api/v3'],
      ['https://git.example.org/api/v3/', 'https://git.example.org/api/v3'],
      ['https://github.com.evil.example', 'https://github.com.evil.example/api/v3'],
      ['http://github.com', 'http://github.com/api/v3'],
    ] as const;
    for (const [url, api] of found) assert.equal(apiAddress('hub', url), api);
    assert.throws(() => apiAddress('hub', undefined), { reason: 'configuration' });
  });

  it('know when a limit is set back', () => {
    const now = new Date('2026-11-24T10:00:00Z');
    const reset = String(now.getTime() / 1000 + 90);
    assert.equal(resetIn({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, now), 90_000);
    assert.equal(resetIn({ 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': reset }, now), undefined);
    assert.equal(resetIn({ 'x-ratelimit-remaining': '0' }, now), undefined);
  });
});

describe('The marker of a note on GitHub', () => {
  const markers = [
    'git:github.com/team/shop@4f2a9c',
    'a -- b --> c',
    'trailing-',
    '<!--',
    '100%',
    'zwei\nZeilen',
    'ümlaut',
  ];
  for (const marker of markers) {
    it(`is read back as it was, and ends no comment: ${JSON.stringify(marker)}`, () => {
      const written = withMarker('Told by a commit.', marker);
      const inside = /<!-- (.*) -->$/.exec(written)?.[1] ?? '';
      assert.doesNotMatch(inside, /--|[<>]|-$/);
      assert.deepEqual(readMarked(written), { body: 'Told by a commit.', marker });
      assert.ok(isMarkedWith(written, marker));
      assert.ok(isMarkedWith(written.replaceAll('\n', '\r\n'), marker), 'also after it was edited on the web');
    });
  }

  it('is not taken for another one, or where somebody only quotes it', () => {
    const written = withMarker('Text', 'git:x@1');
    assert.ok(!isMarkedWith(written, 'git:x@12') && !isMarkedWith(written, 'x@1'));
    assert.ok(!isMarkedWith(`${written}\nI have seen this.`, 'git:x@1'));
    assert.deepEqual(readMarked('No marker <!-- footbridge:x -->'), { body: 'No marker <!-- footbridge:x -->' });
  });

  it('comes with names that nobody is called by, and that read as they were', () => {
    const written = withMarker('Thanks @team/ops and @ana, mail a@b.example', 'git:x@1');
    assert.doesNotMatch(written, /@(team|ana|b)/);
    assert.equal(readMarked(written).body, 'Thanks @team/ops and @ana, mail a@b.example');
  });
});
