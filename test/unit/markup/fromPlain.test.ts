import assert from 'node:assert/strict';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import type { Nodes } from 'mdast';
import { gfm } from 'micromark-extension-gfm';
import { plainToMarkdown } from '../../../src/domain/markup/fromPlain.ts';

const texts: readonly string[] = [
  'The checkout answers 502 since 10:04.',
  '# not a heading\n> not a quote\n- not a list\n+ nor this\n1. nor\n2) this',
  'a title\n===\nanother\n---\n***\n___\n- - -',
  '| a | b |\n|---|---|\n| 1 | 2 |\n:-- | --:',
  '*not* _emphasis_ **at** __all__ ~~struck~~ ~once~ snake_case_name 2*3*4',
  '`code` ``more`` \\escaped\\ \\* &amp; &#35; &copy',
  '<img src=x onerror=alert(1)> <script>alert(1)</script> <!-- gone? --> <https://example.org>',
  '[link](javascript:alert(1)) ![picture](data:x) [ref] [^1]\n\n[ref]: https://example.org\n[^1]: note',
  'line one\nline two\r\nline three\rline four',
  'two words   three spaces\n    at checkout (src/pay.ts:12:3)\n\tat tab',
  '```\nfenced\n```',
  '$(id) `id` ${HOME} "; rm -rf ~ #',
  'שלום *עולם* emoji 👩‍💻🔥 é',
  "' OR 1=1 -- __Active__",
  'x'.repeat(4000),
];

describe('Text without markup', () => {
  for (const text of texts) {
    it(`shows ${JSON.stringify(text.slice(0, 50))} as it was typed`, () => {
      const tree = fromMarkdown(plainToMarkdown(text), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
      const kinds = new Set<string>();
      const shown = textOf(tree, kinds);
      assert.equal(comparable(shown), comparable(text));
      assert.deepEqual(
        [...kinds].filter((kind) => !['root', 'paragraph', 'text', 'break', 'link'].includes(kind)),
        [],
      );
    });
  }

  it('leaves addresses whole, so that they become links', () => {
    const text = 'see https://git.example.org/shop/_next/a_b?x=1&y=2#l-3 and (http://example.org/x).';
    assert.equal(plainToMarkdown(text), text);
  });

  it('leaves ordinary sentences as they are', () => {
    const text = 'It is 5.5 % slower - see #7, ana@example.org; 1.5 s! "quoted" (in brackets) 10:04?';
    assert.equal(plainToMarkdown(text), text);
  });

  it('drops nothing but empty lines around it', () => {
    assert.equal(plainToMarkdown('\n\n  \nfirst\n\n \n\nsecond\n\n'), 'first\n\nsecond');
    assert.equal(plainToMarkdown(''), '');
  });

  for (const [name, text] of [
    ['spaces', `${' '.repeat(2_000_000)}x`],
    ['empty lines', `${'\n'.repeat(2_000_000)}x`],
    ['asterisks', '*'.repeat(2_000_000)],
    ['digits', '1'.repeat(2_000_000)],
    ['dashes and bars', '- | : '.repeat(350_000)],
  ] as const) {
    it(`takes two megabytes of ${name} in its stride`, function () {
      this.timeout(15_000);
      assert.ok(plainToMarkdown(text).length > 0);
    });
  }
});

/** The text of a tree as a reader sees it: a line for each line, an empty one between paragraphs. */
function textOf(node: Nodes, kinds: Set<string>): string {
  kinds.add(node.type);
  if (node.type === 'break') return '\n';
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  return node.children.map((child) => textOf(child, kinds)).join(node.type === 'root' ? '\n\n' : '');
}

function comparable(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '    ').replaceAll('\u00A0', ' ').trim();
}
