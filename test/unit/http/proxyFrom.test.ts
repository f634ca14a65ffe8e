import assert from 'node:assert/strict';
import { DeskError } from '../../../src/domain/errors.ts';
import { proxyFrom } from '../../../src/http/proxy.ts';

function at(environment: Record<string, string>, url: string): string | undefined {
  return proxyFrom(environment)(new URL(url))?.host;
}

describe('The proxy of the environment', () => {
  it('is the one for the scheme, in small or capital letters, with or without a scheme of its own', () => {
    assert.equal(at({ HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:2' }, 'https://d.org'), 'p:1');
    assert.equal(at({ HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:2' }, 'http://d.org'), 'p:2');
    assert.equal(at({ https_proxy: 'http://q:1', HTTPS_PROXY: 'http://p:1' }, 'https://d.org'), 'q:1');
    assert.equal(at({ ALL_PROXY: 'p:3' }, 'https://d.org'), 'p:3');
    assert.equal(at({ HTTP_PROXY: 'http://p:2' }, 'https://d.org'), undefined);
    assert.equal(at({ HTTPS_PROXY: '' }, 'https://d.org'), undefined);
  });

  it('is not asked for the machine itself', () => {
    for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '[::1]']) {
      assert.equal(at({ HTTP_PROXY: 'p:1' }, `http://${host}:8080`), undefined, host);
    }
  });

  it('is told where it cannot be used, without its password, and is not gone round', () => {
    for (const proxy of ['socks5://ada:hunter2@p:1080', 'http://ada:hunter2@', 'ada:hunter2@ p']) {
      assert.throws(
        () => at({ HTTPS_PROXY: proxy }, 'https://d.org'),
        (error) => DeskError.is(error, 'proxy') && !error.message.includes('hunter2'),
      );
    }
  });

  const spared: readonly (readonly [string, string, boolean])[] = [
    ['*', 'https://d.org', true],
    ['d.org', 'https://d.org', true],
    ['D.ORG', 'https://d.org', true],
    ['d.org', 'https://rt.d.org', true],
    ['.d.org', 'https://rt.d.org', true],
    ['*.d.org', 'https://rt.d.org', true],
    ['d.org', 'https://bad.org', false],
    ['d.org', 'https://d.org.evil.net', false],
    ['a.org, d.org', 'https://d.org', true],
    ['a.org d.org', 'https://d.org', true],
    ['d.org:8443', 'https://d.org:8443', true],
    ['d.org:8443', 'https://d.org', false],
    ['d.org:443', 'https://d.org', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['[fd00::1]', 'https://[fd00::1]', true],
    ['fd00::/8', 'https://[fd00::1]', true],
    ['[fd00::1]:8443', 'https://[fd00::1]', false],
    [',', 'https://d.org', false],
  ];
  for (const [list, url, isSpared] of spared) {
    it(`is ${isSpared ? 'not asked' : 'asked'} for ${url}, where NO_PROXY is "${list}"`, () => {
      assert.equal(at({ ALL_PROXY: 'p:1', NO_PROXY: list }, url), isSpared ? undefined : 'p:1');
    });
  }
});
