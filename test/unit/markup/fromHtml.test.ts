import assert from 'node:assert/strict';
import { htmlToMarkdown } from '../../../src/domain/markup/fromHtml.ts';

describe('HTML from a ticket', () => {
  for (const [name, html, markdown] of [
    ['emphasis and entities', '<p>Hello <b>bold</b> &amp; <em>it</em> ü &#x1F525;</p>', 'Hello **bold** & *it* ü 🔥'],
    ['line breaks', 'one<br>two<br/>three', 'one\\\ntwo\\\nthree'],
    ['paragraphs', '<div>one</div><div>two</div>', 'one\n\ntwo'],
    ['lists', '<ul><li>one<li>two <ol><li>deep</ol></ul>', '- one\n- two\n  1. deep'],
    [
      'boxes to tick',
      '<ul><li><input type="checkbox" checked> done<li><input type="checkbox"> open</ul>',
      '- [x] done\n- [ ] open',
    ],
    ['code', '<pre>a  b\n  &lt;c&gt;</pre>', '```\na  b\n  <c>\n```'],
    ['quotes', '<blockquote>They said<br>so</blockquote>', '> They said\\\n> so'],
    ['links', '<a href="https://example.org/a_b?x=1&amp;y=2">here</a>', '[here](https://example.org/a_b?x=1\\&y=2)'],
    ['addresses in the text', '<p>see https://example.org/a_b_c</p>', 'see https://example.org/a_b_c'],
    ['struck text', '<s>old</s> new', '~~old~~ new'],
    ['data in a table', '<table><tr><th>a<th>b<tr><td>1<td>2|3</table>', '| a | b    |\n| - | ---- |\n| 1 | 2\\|3 |'],
    [
      'a table that arranges',
      '<table><tr><td><table><tr><td>Hello<td>Ana</table></td></tr><tr><td>Bye</td></tr></table>',
      'Hello\n\nAna\n\nBye',
    ],
    ['nothing', '', ''],
    ['text only', 'just text', 'just text'],
  ] as const) {
    it(`keeps ${name}`, () => {
      assert.equal(htmlToMarkdown(html), markdown);
    });
  }

  for (const html of [
    '<script>alert(1)</script>safe',
    '<SCRIPT SRC=//evil.example/x.js></SCRIPT>safe',
    '<style>body{background:url(https://evil.example)}</style>safe',
    '<!-- <img src=https://evil.example> -->safe',
    '<svg onload=alert(1)><text>evil</text></svg>safe',
    '<math><mi xlink:href="javascript:alert(1)">evil</mi></math>safe',
    '<iframe src="javascript:alert(1)"></iframe>safe',
    '<object data="https://evil.example">evil</object>safe',
    '<form action="https://evil.example"><input value=evil><select><option>evil</select></form>safe',
    '<noscript><img src=https://evil.example></noscript>safe',
    '<base href="https://evil.example/">safe',
    '<img src=x onerror=alert(1)>safe',
    '<img src="data:image/svg+xml,evil">safe',
    '<template><b>evil</b></template>safe',
    '<title>evil</title>safe',
    '<p onclick="evil()" style="evil">safe</p>',
  ]) {
    it(`drops what could run or load from ${html}`, () => {
      assert.equal(htmlToMarkdown(html), 'safe');
    });
  }

  for (const address of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'command:workbench.action.terminal.new',
    'file:///etc/passwd',
    '/Ticket/Display.html?id=1',
    'https://bank.example@evil.example/',
  ]) {
    it(`keeps only the text of a link to ${JSON.stringify(address)}`, () => {
      assert.equal(htmlToMarkdown(`<a href="${address}">click</a>`), 'click');
    });
  }

  it('shows a picture as a link, and never loads one', () => {
    const html = '<img src="https://example.org/p.png" alt="The graph"><img src="cid:1" alt="logo">';
    assert.equal(htmlToMarkdown(html), '[The graph](https://example.org/p.png)logo');
  });

  it('shows text that looks like HTML as text', () => {
    const markdown = htmlToMarkdown('<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- x --&gt;</p>');
    assert.equal(markdown, '\\<script>alert(1)\\</script> \\<!-- x -->');
  });

  for (const [name, html, expected] of [
    ['nests 400,000 deep', `${'<div>'.repeat(400_000)}deep`, 'deep'],
    ['nests links and emphasis 100,000 deep', `${'<b><i><a href=x>'.repeat(100_000)}deep`, 'deep'],
    ['nests tables', `${'<table><tr><td>'.repeat(100_000)}deep`, 'deep'],
    ['has 80,000 paragraphs', '<p>text'.repeat(80_000), 'text'],
    ['is two megabytes of tag ends', `text${'<'.repeat(2_000_000)}`, 'text'],
    ['is two megabytes of open tags', `text${'<a '.repeat(700_000)}`, 'text'],
    ['is two megabytes of comments', `text${'<!--'.repeat(500_000)}`, 'text'],
    ['is two megabytes of spaces', `${' '.repeat(2_000_000)}text`, 'text'],
    ['is two megabytes of text', 'text and * more '.repeat(130_000), 'text'],
  ] as const) {
    it(`keeps the text where HTML ${name}`, function () {
      this.timeout(15_000);
      const markdown = htmlToMarkdown(html);
      assert.ok(markdown.startsWith(expected), markdown.slice(0, 50));
      assert.doesNotMatch(markdown, /(?<!\\)<[a-z!/]/i);
    });
  }
});
