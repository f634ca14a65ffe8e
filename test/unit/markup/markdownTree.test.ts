import assert from 'node:assert/strict';
import { parseMarkdown, type Block } from '../../../src/domain/markup/markdownTree.ts';

const text = (words: string) => ({ type: 'text', text: words });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });
const plain = (words: string) => ({ type: 'plain', children: [text(words)] });

describe('Markdown of a ticket', () => {
  it('has headings, emphasis, code, quotes, rules and line breaks', () => {
    const blocks = parseMarkdown('# A **b** *c* ~~d~~ `e`\n\n> f\n\n---\n\ng\\\nh');
    assert.deepEqual(blocks, [
      {
        type: 'heading',
        depth: 1,
        children: [
          text('A '),
          { type: 'strong', children: [text('b')] },
          text(' '),
          { type: 'emphasis', children: [text('c')] },
          text(' '),
          { type: 'deleted', children: [text('d')] },
          text(' '),
          { type: 'code', children: [text('e')] },
        ],
      },
      { type: 'quote', children: [paragraph(text('f'))] },
      { type: 'rule' },
      paragraph(text('g'), { type: 'break' }, text('h')),
    ]);
  });

  it('has lists with their numbers and with boxes', () => {
    assert.deepEqual(parseMarkdown('3. a\n4. b\n\n- [x] c\n- [ ] d'), [
      { type: 'list', start: 3, items: [item('a'), item('b')] },
      { type: 'list', start: undefined, items: [item('c', true), item('d', false)] },
    ]);
  });

  it('has tables, the heading first', () => {
    assert.deepEqual(parseMarkdown('|a|b|\n|-|-|\n|1|2|'), [
      {
        type: 'table',
        rows: [
          [[text('a')], [text('b')]],
          [[text('1')], [text('2')]],
        ],
      },
    ]);
  });

  it('has code with its language, and the places in the code that it names', () => {
    assert.deepEqual(parseMarkdown('```js\nat f (/app/a.ts:4:2)\n```'), [
      {
        type: 'code',
        language: 'js',
        children: [
          text('at f ('),
          { type: 'place', text: '/app/a.ts:4:2', path: '/app/a.ts', line: 4, column: 2 },
          text(')'),
        ],
      },
    ]);
  });

  it('names places in text and in inline code, not in the words of a link', () => {
    assert.deepEqual(parseMarkdown('src/a.ts:1 `src/b.ts` [src/c.ts:1](https://example.org/)'), [
      paragraph(
        { type: 'place', text: 'src/a.ts:1', path: 'src/a.ts', line: 1 },
        text(' '),
        { type: 'code', children: [{ type: 'place', text: 'src/b.ts', path: 'src/b.ts' }] },
        text(' '),
        { type: 'link', url: 'https://example.org/', text: 'src/c.ts:1' },
      ),
    ]);
  });
});

describe('links in Markdown', () => {
  it('are kept for http, https and mailto, also where they are bare or defined elsewhere', () => {
    const blocks = parseMarkdown('http://a.example [m](mailto:a@b.example) [r][1]\n\n[1]: https://c.example/d');
    assert.deepEqual(blocks, [
      paragraph(
        { type: 'link', url: 'http://a.example/', text: 'http://a.example' },
        text(' '),
        { type: 'link', url: 'mailto:a@b.example', text: 'm' },
        text(' '),
        { type: 'link', url: 'https://c.example/d', text: 'r' },
      ),
    ]);
  });

  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'command:workbench.action.quit',
    'vscode://footbridge.footbridge/pick-up',
    'file:///etc/passwd',
    '//example.org/x',
    'https://bank.example@evil.example/',
  ]) {
    it(`are their words and address in plain sight for ${address}`, () => {
      assert.deepEqual(linksOf(parseMarkdown(`[words](<${address}>)`)), []);
      assert.match(JSON.stringify(parseMarkdown(`[words](<${address}>)`)), /words \(/);
    });
  }

  it('have their address for words if they have none', () => {
    assert.deepEqual(parseMarkdown('[](https://a.example/)'), [
      paragraph({ type: 'link', url: 'https://a.example/', text: 'https://a.example/' }),
    ]);
  });

  it('stand for images, which are never loaded', () => {
    assert.deepEqual(parseMarkdown('![a cat](https://a.example/cat.png)![x](javascript:y)![][z]\n\n[z]: data:q'), [
      paragraph(
        { type: 'image', url: 'https://a.example/cat.png', alt: 'a cat' },
        { type: 'image', url: undefined, alt: 'x' },
        { type: 'image', url: undefined, alt: '' },
      ),
    ]);
  });
});

describe('hostile Markdown', () => {
  it('shows raw HTML as the text it is', () => {
    assert.deepEqual(parseMarkdown('<script>alert(1)</script>\n\na <img src=x onerror=y> b'), [
      plain('<script>alert(1)</script>'),
      paragraph(text('a '), text('<img src=x onerror=y>'), text(' b')),
    ]);
  });

  it('names the controls that turn the direction of text, and keeps the marks that right-to-left text needs', () => {
    assert.deepEqual(parseMarkdown('a\u202Eb\u2067c \u0627\u200F\u0628 \u0007 `\u202D`'), [
      paragraph(text('a[U+202E]b[U+2067]c \u0627\u200F\u0628 [U+0007] '), {
        type: 'code',
        children: [text('[U+202D]')],
      }),
    ]);
  });

  it('shows what nests deeply as it was written', () => {
    assert.deepEqual(parseMarkdown(`${'> '.repeat(5000)}x`), [plain(`${'> '.repeat(5000)}x`)]);
    const nested = parseMarkdown(`${'> '.repeat(15)}src/a.ts:1`);
    assert.ok(depthOf(nested) <= 13, `nests ${depthOf(nested)} deep`);
    assert.match(JSON.stringify(nested), /src\/a\.ts/);
  });

  it('keeps long lines of dashes as rules', () => {
    assert.deepEqual(parseMarkdown('- '.repeat(40)), [{ type: 'rule' }]);
  });

  const size = 8000;
  const hostile: Readonly<Record<string, string>> = {
    'quotes in quotes': '>'.repeat(size),
    'lists in lists': '- '.repeat(size / 2),
    'indented lists': Array.from({ length: 120 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n'),
    'open brackets': '['.repeat(size),
    'images in images': '!['.repeat(size / 6) + '](b)'.repeat(size / 6),
    'emphasis in emphasis': '**a '.repeat(size / 8) + 'b** '.repeat(size / 8),
    'emphasis by two characters': '_*a '.repeat(size / 8) + 'b*_ '.repeat(size / 8),
    definitions: '[a]: b\n'.repeat(size / 7),
    'a long table': `a|b\n-|-\n${'|x|y|\n'.repeat(size / 6)}`,
  };
  for (const [name, source] of Object.entries(hostile)) {
    it(`takes no long time for ${name}`, () => {
      const start = performance.now();
      parseMarkdown(source);
      const seconds = (performance.now() - start) / 1000;
      assert.ok(seconds < 5, `took ${seconds} s`);
    });
  }
});

function item(words: string, checked?: boolean) {
  return { checked, children: [paragraph(text(words))] };
}

function linksOf(blocks: readonly Block[]): string[] {
  return [...JSON.stringify(blocks).matchAll(/"type":"link"/g)].map(String);
}

function depthOf(blocks: readonly Block[]): number {
  const depths = blocks.map((block) => (block.type === 'quote' ? 1 + depthOf(block.children) : 1));
  return Math.max(0, ...depths);
}
