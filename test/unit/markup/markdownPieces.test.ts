import assert from 'node:assert/strict';
import { splitMarkdown } from '../../../src/domain/markup/markdownPieces.ts';
import { parseMarkdown } from '../../../src/domain/markup/markdownTree.ts';

describe('a long Markdown text in pieces', () => {
  it('is one piece while it is short', () => {
    assert.deepEqual(splitMarkdown('a\n\nb'), ['a\n\nb']);
  });

  it('is cut between paragraphs, and nothing is lost', () => {
    const source = 'Some words of a paragraph.\n\n'.repeat(100);
    const pieces = splitMarkdown(source, 300);
    assert.equal(pieces.join(''), source);
    for (const piece of pieces) {
      assert.ok(piece.length <= 300);
      assert.match(piece, /^Some.*\n\n$/s);
    }
  });

  it('is never cut inside a list item or before a lazy line', () => {
    const source = `- a\n\n  of a\n\n${'- b\n'.repeat(20)}`;
    for (const piece of splitMarkdown(source, 60)) assert.doesNotMatch(piece, /^ /);
  });

  it('keeps a code block code in every piece', () => {
    const source = `before\n\n~~~~log\n${'a line of the log\n\n'.repeat(60)}~~~~\n\nafter\n`;
    const pieces = splitMarkdown(source, 300).map((piece) => parseMarkdown(piece));
    assert.ok(pieces.length > 3);
    for (const blocks of pieces.slice(1, -1))
      assert.deepEqual(
        blocks.map(({ type }) => type),
        ['code'],
      );
    assert.equal(pieces.at(-1)?.at(-1)?.type, 'paragraph');
  });

  it('is cut inside a line only if the line is longer than a piece, and never inside a character', () => {
    const pieces = splitMarkdown('😀'.repeat(333), 101);
    assert.equal(pieces.join(''), '😀'.repeat(333));
    for (const piece of pieces) assert.match(piece, /^(?:😀)+$/u);
  });

  it('is made of a megabyte in no time', () => {
    const start = performance.now();
    const pieces = splitMarkdown(`${'word '.repeat(20)}\n`.repeat(10_000));
    assert.ok(performance.now() - start < 1000);
    for (const piece of pieces) assert.ok(piece.length <= 8000);
  });
});
