import assert from 'node:assert/strict';
import { markdownToAdf } from '../../../src/domain/markup/adfFromMarkdown.ts';
import { adfToMarkdown } from '../../../src/domain/markup/adfToMarkdown.ts';

const text = (value: string, ...marks: readonly object[]): object =>
  marks.length === 0 ? { type: 'text', text: value } : { type: 'text', text: value, marks };
const paragraph = (...content: readonly object[]): object => ({ type: 'paragraph', content });
const shown = (...content: readonly object[]): string => adfToMarkdown(doc(...content));
const doc = (...content: readonly object[]): object => ({ type: 'doc', version: 1, content });

// Each of these documents was checked against the vendor's adf-v1-full.schema.json.
describe('Markdown as a document of Jira Cloud', () => {
  const goldens: readonly (readonly [name: string, markdown: string, document: object])[] = [
    [
      'keeps marks on words',
      'a **b *c*** `d` ~~e~~ [f](https://g.example/h)',
      doc(
        paragraph(
          text('a '),
          text('b ', { type: 'strong' }),
          text('c', { type: 'strong' }, { type: 'em' }),
          text(' '),
          text('d', { type: 'code' }),
          text(' '),
          text('e', { type: 'strike' }),
          text(' '),
          text('f', { type: 'link', attrs: { href: 'https://g.example/h' } }),
        ),
      ),
    ],
    [
      'gives code no mark but that of a link',
      '**[`x`](https://a.example/)**',
      doc(paragraph(text('x', { type: 'link', attrs: { href: 'https://a.example/' } }, { type: 'code' }))),
    ],
    [
      'keeps headings, rules and code',
      '## H\n\n---\n\n```ts\nlet x;\n```',
      doc(
        { type: 'heading', attrs: { level: 2 }, content: [text('H')] },
        { type: 'rule' },
        { type: 'codeBlock', attrs: { language: 'ts' }, content: [text('let x;')] },
      ),
    ],
    [
      'keeps lists in lists, and where a numbered one begins',
      '3. a\n   - b',
      doc({
        type: 'orderedList',
        attrs: { order: 3 },
        content: [
          {
            type: 'listItem',
            content: [
              paragraph(text('a')),
              { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('b'))] }] },
            ],
          },
        ],
      }),
    ],
    [
      'keeps boxes to tick',
      '- [x] a\n- [ ] b',
      doc({
        type: 'taskList',
        attrs: { localId: 'tasks-0' },
        content: [
          { type: 'taskItem', attrs: { localId: 'task-0', state: 'DONE' }, content: [text('a')] },
          { type: 'taskItem', attrs: { localId: 'task-8', state: 'TODO' }, content: [text('b')] },
        ],
      }),
    ],
    [
      'puts into a quote only what a quote takes',
      '> # a\n>\n> > b\n>\n> ---',
      doc({
        type: 'blockquote',
        content: [paragraph(text('a', { type: 'strong' })), paragraph(text('b')), paragraph(text('—'))],
      }),
    ],
    [
      'keeps tables',
      '|a|\n|-|\n|b|',
      doc({
        type: 'table',
        content: [
          { type: 'tableRow', content: [{ type: 'tableHeader', content: [paragraph(text('a'))] }] },
          { type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(text('b'))] }] },
        ],
      }),
    ],
    ['has a node for nothing', '', doc()],
    [
      'leaves the address of a link that may not be opened beside its words',
      '[a](javascript:alert(1))',
      doc(paragraph(text('a'), text(' (javascript:alert(1))'))),
    ],
    [
      'joins the lines of a paragraph, and keeps a hard break',
      'a\nb\\\nc',
      doc(paragraph(text('a b'), { type: 'hardBreak' }, text('c'))),
    ],
  ];
  for (const [name, markdown, document] of goldens) {
    it(name, () => assert.deepEqual(markdownToAdf(markdown), document));
  }

  it('comes back as it was', () => {
    const markdown = [
      '# H',
      'a **b _c_** ~~d~~ `e` [f](https://g.example/h)\\\ni',
      '- k\n  1. l',
      '> j',
      '- [x] m\n- [ ] n',
      '| o | p |\n| - | - |\n| q | r |',
      '---',
      '```ts\ns\n```',
    ].join('\n\n');
    assert.equal(adfToMarkdown(markdownToAdf(markdown)), markdown);
  });

  it('takes what nests without end', () => {
    for (const markdown of ['> '.repeat(5000), '- '.repeat(5000), '*'.repeat(5000), '['.repeat(5000)]) {
      assert.ok(JSON.stringify(markdownToAdf(`${markdown}x`)).includes('x'));
    }
  });
});

describe('A document of Jira Cloud as Markdown', () => {
  it('shows mentions, emoji, dates, statuses, cards and files', () => {
    const markdown = shown(
      paragraph(
        { type: 'mention', attrs: { id: '1', text: '@Ada' } },
        text(' '),
        { type: 'emoji', attrs: { shortName: ':fire:', text: '🔥' } },
        text(' '),
        { type: 'date', attrs: { timestamp: '1764028800000' } },
        text(' '),
        { type: 'status', attrs: { text: 'DONE', color: 'green' } },
        text(' '),
        { type: 'inlineCard', attrs: { url: 'https://a.example/b' } },
      ),
      { type: 'mediaSingle', content: [{ type: 'media', attrs: { type: 'file', id: 'x', alt: 'log.png' } }] },
      { type: 'panel', attrs: { panelType: 'warning' }, content: [paragraph(text('Careful'))] },
      { type: 'expand', attrs: { title: 'More' }, content: [paragraph(text('inside'))] },
    );
    assert.equal(
      markdown,
      '@Ada 🔥 2025-11-25 DONE <https://a.example/b>\n\nlog.png\n\n> Careful\n\n**More**\n\ninside',
    );
  });

  it('never loses the text of a node that nobody knows', () => {
    const markdown = shown(
      { type: 'newBlock', content: [paragraph(text('kept'))] },
      paragraph({ type: 'newInline', content: [text('also')] }, { type: 'newLeaf', attrs: { text: ' this' } }),
      text('a word where a block stands'),
    );
    assert.equal(markdown, 'kept\n\nalso this\n\na word where a block stands');
  });

  it('puts neighbours with the same mark together', () => {
    const strong = { type: 'strong' };
    const markdown = shown(paragraph(text('a', strong), text('b', strong, { type: 'em' }), text('c', strong)));
    assert.equal(markdown, '**a*b*c**');
  });

  it('shows text as text, and opens no address that may not be opened', () => {
    const link = { type: 'link', attrs: { href: 'javascript:alert(1)' } };
    assert.equal(shown(paragraph(text('# no *markup* <b>'))), '\\# no \\*markup\\* \\<b>');
    assert.equal(shown(paragraph(text('a', link))), 'a (javascript:alert\\(1\\))'.replaceAll('\\', ''));
  });

  it('takes anything for a document', () => {
    for (const value of [
      null,
      undefined,
      7,
      [],
      {},
      { type: 'doc', content: 'x' },
      { content: [null, 7, { type: 1 }] },
    ]) {
      assert.equal(adfToMarkdown(value), '');
    }
    assert.equal(adfToMarkdown('plain'), 'plain');
  });
});
