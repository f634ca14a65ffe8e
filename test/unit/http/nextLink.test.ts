import assert from 'node:assert/strict';
import { nextLink } from '../../../src/http/nextLink.ts';

const base = 'https://api.example.org';

describe('The next page of a Link header', () => {
  const found: readonly (readonly [string, string])[] = [
    ['<https://api.example.org/issues?page=2>; rel="next"', '/issues?page=2'],
    ['<https://api.example.org/a?page=1>; rel="prev", <https://api.example.org/a?page=3>; rel="next"', '/a?page=3'],
    ['<https://api.example.org/a?ids=1,2;3>;rel=next,<https://api.example.org/z>;rel=last', '/a?ids=1,2;3'],
    ['</a?page=2>; title="a, b; rel=\\"prev\\""; REL="last Next"', '/a?page=2'],
    ['<https://api.example.org:443/a?page=2>;; rel = next', '/a?page=2'],
    ['<https://api.example.org/a?q=%3E%22%20x>; rel="next"; results="true"', '/a?q=%3E%22%20x'],
  ];
  for (const [header, path] of found) {
    it(`is ${path} in ${header}`, () => assert.equal(nextLink(header, base), path));
  }

  const none: readonly (string | undefined)[] = [
    undefined,
    '',
    'next',
    '<https://api.example.org/a?page=1>; rel="prev"',
    '<https://api.example.org/a>; title="rel=next"',
    '<https://api.example.org/a>; title="; rel=next"',
    '<https://api.example.org/a>; rel=prev; rel=next',
    '<https://api.example.org/a>; rel="nextpage"',
  ];
  for (const header of none) {
    it(`is not there in ${header}`, () => assert.equal(nextLink(header, base), undefined));
  }

  it('is a path below the base address, so that it can be asked for as it is', () => {
    const header = '<https://git.example.org/api/v3/repositories/7/issues?page=2>; rel="next"';
    assert.equal(nextLink(header, 'https://git.example.org/api/v3/'), '/repositories/7/issues?page=2');
    assert.equal(nextLink(header, 'https://git.example.org/api/v3'), '/repositories/7/issues?page=2');
  });

  for (const elsewhere of [
    'https://evil.example.com/issues?page=2',
    'http://api.example.org/issues?page=2',
    'https://api.example.org:8443/issues',
    'https://api.example.org@evil.example.com/issues',
    '//evil.example.com/issues',
    'javascript:alert(1)',
    'https://',
  ]) {
    it(`is refused at ${elsewhere}: the credential must not go there`, () => {
      assert.throws(() => nextLink(`<${elsewhere}>; rel="next"`, base), { reason: 'invalidResponse' });
    });
  }

  it('is refused above the base address', () => {
    for (const path of ['/admin?page=2', '/api/v30/issues', '/api/v3/../../admin']) {
      const header = `<https://git.example.org${path}>; rel="next"`;
      assert.throws(() => nextLink(header, 'https://git.example.org/api/v3'), { reason: 'invalidResponse' });
    }
  });

  it('is found in no time, whatever the header', () => {
    const began = Date.now();
    for (const part of ['; a', '<', '<a>', ';', ' ', '<a>; rel="', '\\"', '<a> ; b = "c" ']) {
      nextLink(`<x>${part.repeat(16_000 / part.length)}`, base);
    }
    assert.ok(Date.now() - began < 1000, `${Date.now() - began} ms`);
  });
});
