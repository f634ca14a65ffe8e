import assert from 'node:assert/strict';
import { codeSpan, hasMarker, markerOf, shownText, wireText } from '../../../../src/backends/gitLab/texts.ts';
import { titleOf } from '../../../../src/backends/gitLab/title.ts';

describe('Texts for GitLab', () => {
  for (const text of [
    '/close',
    'Done.\n/close\n/assign @root',
    'Carriage\n\r/close',
    'Carriage\r/close',
    '  /label ~"a b"',
    '```\n/close\n```',
    '/CLOSE now',
  ]) {
    it(`hold no command: ${JSON.stringify(text)}`, () => {
      const wire = wireText(text);
      // What GitLab looks for, after it has taken carriage returns away.
      assert.doesNotMatch(wire.replaceAll('\r', ''), /^\s*\/[a-z_]+(\s|$)/im);
      assert.equal(shownText(wire), text.replaceAll(/\r\n?/g, '\n'));
    });
  }

  it('leave paths alone', () => {
    assert.equal(wireText('/etc/passwd\n/var/log is full\n1/2'), '/etc/passwd\n/var/log is full\n1/2');
  });

  it('carry a marker that is not shown and that ends nothing', () => {
    for (const marker of ['git:example.org/shop@1a2b', 'a --> b <!-- c', 'ünï \n 👩‍💻 %41;', '--']) {
      const wire = wireText('Told by a commit.', marker);
      assert.equal(shownText(wire), 'Told by a commit.');
      assert.equal(markerOf(wire), marker);
      assert.ok(hasMarker(wire, marker));
      assert.ok(!hasMarker(wire, `${marker}0`));
      const comment = wire.slice(wire.indexOf('<!--') + 4);
      assert.equal(comment.indexOf('-->'), comment.length - 3, 'a comment of HTML ends at its end only');
      assert.ok(!comment.slice(0, -3).includes('--'));
    }
  });

  it('have a marker at their end only', () => {
    const quoted = `${wireText('x', 'm')}\n\nand more`;
    assert.equal(markerOf(quoted), undefined);
    assert.equal(shownText(quoted), quoted);
    assert.equal(markerOf('<!-- footbridge:%ffffff; -->'), '%ffffff;');
  });

  it('are read quickly, whatever they are', () => {
    const began = Date.now();
    const parts = ['\n', '<!-- footbridge:', ' -->', '/a', '`', '\\/'];
    for (const part of parts) assert.equal(shownText(`${part.repeat(300_000)}x`).slice(-1), 'x');
    assert.ok(Date.now() - began < 2000);
  });

  it('are code where they must not be looked at', () => {
    assert.equal(codeSpan('Fix `a` for @all'), '`` Fix `a` for @all ``');
  });

  it('are cut as titles at a whole character', () => {
    assert.equal(titleOf('two\nlines'), 'two lines');
    const title = titleOf('👩'.repeat(300));
    assert.equal(Array.from(title).length, 255);
    assert.ok(title.endsWith('👩…'));
  });
});
