import { openDesk } from './openDesk.ts';

// A process of its own, that writes to the desk of a clone until it is done or killed:
// stressWriter.ts <clone> <ticket> <name> <first> <last>
// It prints the number of each event that is written for good, and syncs now and then.

const [, , clone = '', id = '', name = '', first = '', last = ''] = process.argv;
const desk = openDesk(clone);
const ref = { connection: 'git', id };
for (let number = Number(first); number <= Number(last); number++) {
  const text = `${name}-${number}`;
  // Both can be repeated: whoever is killed cannot know whether the last one was written.
  if (number % 2 === 0) await desk.note(ref, text, 'internal', text);
  else await desk.linkCommit(ref, { sha: '0'.repeat(40), subject: text, url: `https://git.example.org/${text}` });
  process.stdout.write(`${number}\n`);
  if (number % 7 === 0) await desk.sync();
}
