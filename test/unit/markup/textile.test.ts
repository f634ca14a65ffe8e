import assert from 'node:assert/strict';
import { textileToMarkdown } from '../../../src/domain/markup/fromTextile.ts';
import { markdownToTextile } from '../../../src/domain/markup/toTextile.ts';

describe('Textile', () => {
  it('has what Markdown has', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['# Title', 'h1. Title'],
      ['a **b** and *c* and ~~d~~', 'a *b* and _c_ and -d-'],
      ['run `make all`', 'run @make all@'],
      ['[the page](https://example.org/x)', '"the page":https://example.org/x'],
      ['https://example.org/a_b_c?d=-e-', 'https://example.org/a_b_c?d=-e-'],
      ['- a\n- b\n  - c', '* a\n* b\n** c'],
      ['1. a\n2. b', '# a\n# b'],
      ['> quoted', '> quoted'],
      ['```ts\nif (a < b && c) {}\n```', '<pre><code class="ts">\nif (a < b && c) {}\n</code></pre>'],
      ['| a | b |\n| - | - |\n| 1 | 2 |', '|_. a|_. b|\n|1|2|'],
      ['one\n\n---\n\ntwo', 'one\n\n---\n\ntwo'],
    ];
    for (const [markdown, textile] of pairs) {
      assert.equal(markdownToTextile(markdown), textile);
      assert.equal(textileToMarkdown(textile), markdown);
    }
  });

  it('does not take text for markup that was none in Markdown', () => {
    const texts: Readonly<Record<string, string>> = {
      'h1\\. no': '&#104;1. no',
      '\\* no list': '&#42; no list',
      '5 \\* 3 (\\*no\\*)': '5 * 3 (&#42;no*)',
      '\\!https://example.org/x.png!': '&#33;https://example.org/x.png&#33;',
      '@ana and @bob': '&#64;ana and &#64;bob',
      '<pre>x</pre>': '&#60;pre>x&#60;/pre>',
      '\\[\\[Wiki\\]\\] {{macro}}': '&#91;[Wiki]] &#123;{macro}}',
      '==x==': '&#61;=x&#61;=',
      '\\&lt;': '&#38;lt;',
      '"a":/b': '"a&#34;:/b',
      '"a": b': '"a": b',
      '| not a table |': '&#124; not a table |',
    };
    for (const [markdown, textile] of Object.entries(texts))
      assert.equal(markdownToTextile(markdown), textile, markdown);
  });

  it('comes back the same from there, whatever it is', () => {
    for (const text of [
      '<img src=x onerror=alert(1)>',
      "' OR 1=1 -- __x__",
      '--upload-pack=x',
      '%PATH% $(id)',
      'a\\\nb',
      '"x":y <https://z.org>',
    ]) {
      const once = textileToMarkdown(markdownToTextile(text));
      assert.equal(textileToMarkdown(markdownToTextile(once)), once, text);
    }
  });

  it('is read as people write it', () => {
    assert.equal(textileToMarkdown('bq. said\n\np. done'), '> said\n\ndone');
    assert.equal(textileToMarkdown('line\nnext'), 'line\\\nnext');
    assert.equal(textileToMarkdown('h2(#id). Title\ntext'), '## Title text');
    assert.equal(textileToMarkdown('a +new+ and ??who?? and %{color:red}x%'), 'a new and *who* and {color:red}x');
    assert.equal(textileToMarkdown('* a\n  goes on\n* b'), '- a\\\n  goes on\n- b');
  });

  it('runs nothing and leads nowhere', () => {
    for (const text of [
      '"x":javascript:alert(1)',
      '!javascript:alert(1)!',
      '<script>alert(1)</script>',
      '!https://example.org/a.png!',
    ]) {
      const markdown = textileToMarkdown(text);
      assert.doesNotMatch(markdown, /\]\(javascript|!\[|^<script/, text);
    }
  });

  it('takes no time over what nobody would write', function () {
    this.timeout(30_000);
    for (const text of [
      ' *a'.repeat(20_000),
      '"a":'.repeat(15_000),
      '@a '.repeat(20_000),
      `${'*'.repeat(3000)} x\n`.repeat(20),
      '|'.repeat(60_000),
      '<pre>'.repeat(10_000),
      '> '.repeat(30_000),
    ]) {
      const began = process.cpuUsage();
      textileToMarkdown(text);
      const milliseconds = process.cpuUsage(began).user / 1000;
      assert.ok(milliseconds < 1500, `${text.slice(0, 10)}: ${milliseconds} ms`);
    }
  });
});
