import assert from 'node:assert/strict';
import { markdownToWiki } from '../../../src/domain/markup/wikiFromMarkdown.ts';
import { wikiToMarkdown } from '../../../src/domain/markup/wikiToMarkdown.ts';

describe("Markdown as Jira's wiki markup", () => {
  const goldens: readonly (readonly [name: string, markdown: string, wiki: string])[] = [
    ['marks words', '**a** *b* ~~c~~ `d`', '*a* _b_ -c- {{d}}'],
    ['marks parts of words', 'a**b**c', 'a{*}b{*}c'],
    ['links', '[a](https://b.example/c)', '[a|https://b.example/c]'],
    ['writes headings, quotes and rules', '## a\n\n> b\n\n---', 'h2. a\n\n{quote}\nb\n{quote}\n\n----'],
    ['writes lists in lists', '- a\n  1. b\n- c', '* a\n*# b\n* c'],
    ['writes tables', '|a|b|\n|-|-|\n|c||', '||a||b||\n|c| |'],
    ['writes code in a language that Jira knows', '```js\n*x*\n```', '{code:js}\n*x*\n{code}'],
    ['writes code in any other without naming it', '```zig\nx\n```', '{code}\nx\n{code}'],
    ['writes code that would end its block', '```\n{code}\n```', '{noformat}\n{code}\n{noformat}'],
    [
      'escapes what would be markup',
      '\\*a\\* {b} \\[c] d_e -f- !g.png!',
      '\\*a\\* \\{b\\} \\[c\\] d_e \\-f\\- \\!g.png\\!',
    ],
    ['escapes what begins a block', '\\# a\n\nh1. b\n\nbq. c', '\\# a\n\nh1&#46; b\n\nbq&#46; c'],
    ['escapes smileys and backslashes', ':) (y) C:\\d', '\\:) \\(y) C:&#92;d'],
    ['mentions nobody', '[~admin] {user}', '\\[\\~admin\\] \\{user\\}'],
  ];
  for (const [name, markdown, wiki] of goldens) it(name, () => assert.equal(markdownToWiki(markdown), wiki));

  it('comes back as it was', () => {
    const markdown = [
      '# H',
      'a **b _c_** ~~d~~ `e` [f](https://g.example/h)\\\ni x**y**z',
      '> j',
      '- k\n  1. l\n- m',
      '| o | p |\n| - | - |\n| q | r |',
      '---',
      '```js\ns {t}\n```',
      '\\*not\\* \\_markup\\_ -here- {or} there\\!',
    ].join('\n\n');
    const once = wikiToMarkdown(markdownToWiki(markdown));
    assert.equal(once, markdown.replace('there\\!', 'there!'));
  });

  it('takes what nests without end, in good time', () => {
    for (const markdown of ['> '.repeat(5000), '- '.repeat(5000), '*a'.repeat(5000), '['.repeat(5000)]) {
      const began = Date.now();
      wikiToMarkdown(markdownToWiki(`${markdown}x`));
      assert.ok(Date.now() - began < 3000, markdown.slice(0, 4));
    }
  });
});

describe("Jira's wiki markup as Markdown", () => {
  const goldens: readonly (readonly [name: string, wiki: string, markdown: string])[] = [
    ['keeps line ends', 'a\nb', 'a\\\nb'],
    [
      'reads what stands at the beginning of a line',
      'h3. a\nbq. b\n# c\n# d\n- e',
      '### a\n\n> b\n\n1. c\n2. d\n\n- e',
    ],
    ['reads panels and their titles as quotes', '{panel:title=x}\na\n{panel}', '> a'],
    ['reads code with options', '{code:title=x.js|borderStyle=solid}\na\n{code}', '```\na\n```'],
    ['reads code that never ends', '{code}\na', '```\na\n```'],
    ['drops colours and keeps their words', '{color:red}a{color} b', 'a b'],
    ['shows people and pictures', '[~ada] !x.png|thumbnail!', '@ada \\[x.png]'],
    ['reads bare links', '[https://a.example/b]', '<https://a.example/b>'],
    ['opens no address that may not be opened', '[a|javascript:x]', 'a (javascript:x)'],
    ['gives a table without a heading an empty one', '|a|b|', '|   |   |\n| - | - |\n| a | b |'],
    ['keeps text that looks like Markdown', '# a\n1 < 2 `x` [y](z)', '1. a\\\n   1 < 2 \\`x\\` \\[y]\\(z)'],
    ['takes signs in words for text', 'a-b-c snake_case_name 2*3*4', 'a-b-c snake_case_name 2\\*3\\*4'],
  ];
  for (const [name, wiki, markdown] of goldens) it(name, () => assert.equal(wikiToMarkdown(wiki), markdown));

  it('takes hostile text in good time', () => {
    for (const wiki of [
      '*a'.repeat(9000),
      '{{'.repeat(9000),
      '[a|'.repeat(6000),
      '\\'.repeat(18_000),
      '{quote}'.repeat(2500),
      '*'.repeat(19_000),
    ]) {
      const began = Date.now();
      wikiToMarkdown(wiki);
      assert.ok(Date.now() - began < 3000, `${wiki.slice(0, 6)}: ${Date.now() - began} ms`);
    }
  });
});
