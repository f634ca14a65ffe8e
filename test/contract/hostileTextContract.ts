import assert from 'node:assert/strict';
import { draftFor, readyForNotes, timelineOf, uniqueWord, type ContractHarness } from './harness.ts';

/** Text that would do harm if somebody took it for anything but text. */
const hostileTexts: readonly string[] = [
  '"; rm -rf ~ #',
  '--upload-pack=x',
  '<img src=x onerror=alert(1)>',
  '$(id) `id` ${HOME} %PATH%',
  "' OR 1=1 -- __Active__",
  'a\\"b\\\\c',
  'x'.repeat(4000),
  '\u202Eright to left\u202C שלום مرحبا',
  'emoji 👩‍💻🔥 and é composed',
  'two\nlines\r\nof title',
  '[link](javascript:alert(1)) **bold** #7 @everyone',
];

/** Titles, bodies and notes come back as the text they were. */
export function hostileTextContract(harness: () => ContractHarness): void {
  for (const text of hostileTexts) {
    const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);
    it(`takes ${shown} for text and nothing else`, async () => {
      const current = harness();
      const { backend, seed, storedTitle, storedBody, storedNote } = current;
      const title = `${text} ${uniqueWord()}`;
      const ticket =
        backend.create === undefined
          ? await seed({ title, body: text })
          : await backend.create(draftFor(current, { title, body: text }));
      assert.equal(ticket.title, storedTitle?.(title) ?? title);
      const read = await backend.get(ticket.ref);
      assert.equal(read.title, ticket.title);
      const body = storedBody?.(text) ?? text;
      assert.equal(read.body, body);
      assert.equal((await backend.find(ticket.key)).title, ticket.title);

      await readyForNotes(backend, ticket);
      const note = await backend.note(ticket.ref, text, 'internal');
      const noted = storedNote?.(text) ?? body;
      assert.equal(note.body, noted);
      const notes = (await timelineOf(backend, ticket.ref)).filter((entry) => entry.kind === 'note');
      assert.deepEqual(
        notes.map((entry) => entry.body),
        [noted],
      );
    });
  }
}
