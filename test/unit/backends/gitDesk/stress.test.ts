import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ana, ben, cem, temporaryRepository, type TemporaryRepository } from '../../../fakes/temporaryRepository.ts';
import { draft, openDesk } from './openDesk.ts';

/** More by hand: FOOTBRIDGE_STRESS_EVENTS=1000 */
const eventsEach = Number(process.env['FOOTBRIDGE_STRESS_EVENTS'] ?? 8);

describe('Three clones that write to one desk at once', () => {
  let origin: TemporaryRepository;
  let script: string;

  before(async () => {
    origin = await temporaryRepository({ init: ['--bare'] });
    script = path.join(path.dirname(origin.path), 'stressWriter.mjs');
    await buildWriter(script);
  });
  after(async () => origin.remove());

  it('lose no event, double none and agree, although their processes are killed', async function () {
    this.timeout(60_000 + eventsEach * 4000);
    const clones = await Promise.all([ana, ben, cem].map(async (person) => origin.clone(person)));
    const desks = clones.map((clone) => openDesk(clone.path));
    const [first, ...others] = desks;
    assert.ok(first !== undefined);
    const { ref } = await first.create(draft('Everybody writes here'));
    await first.sync();
    for (const desk of others) await desk.sync();

    // Two of the four writers share a clone.
    const writers = [...clones, ...clones.slice(0, 1)].map((clone, index) => ({ clone, name: `w${index}` }));
    const kills = await Promise.all(
      writers.map(async ({ clone, name }) => writeAll({ script, clone, name, ticket: ref.id })),
    );

    for (const desk of [...desks, ...desks]) await desk.sync();
    const expected = writers.flatMap(({ name }) => Array.from({ length: eventsEach }, (_, n) => `${name}-${n + 1}`));
    const heads = new Set([await origin.git('rev-parse', 'refs/footbridge/desk')]);
    for (const [index, desk] of desks.entries()) {
      const clone = clones[index];
      assert.ok(clone !== undefined);
      const entries = (await desk.timeline(ref)).items.filter(({ kind }) => kind === 'note' || kind === 'link');
      const texts = entries.map(({ body }) => body.replaceAll('\\', '').match(/w\d+-\d+/)?.[0] ?? body);
      assert.deepEqual(texts.toSorted(), expected.toSorted());
      const files = await clone.git('ls-tree', '-r', '--name-only', 'refs/footbridge/desk');
      assert.equal(files.split('\n').length, expected.length + 1, 'not even hidden ones are doubled');
      heads.add(await clone.git('rev-parse', 'refs/footbridge/desk'));
      await clone.git('fsck', '--no-dangling', '--connectivity-only');
    }
    assert.equal(heads.size, 1, 'all agree');
    assert.ok(kills.reduce((sum, count) => sum + count, 0) > 0, 'some were killed');
  });
});

/** Bundled once, so that a writer starts in a tenth of the time. */
async function buildWriter(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('stressWriter.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
}

interface Job {
  readonly script: string;
  readonly clone: TemporaryRepository;
  readonly name: string;
  readonly ticket: string;
}

/** Lets a writer write, kills it with all its gits, and lets the next one go on where it was. @returns how often it was killed. */
async function writeAll(job: Job): Promise<number> {
  let done = 0;
  let kills = 0;
  while (done < eventsEach) {
    const until = done + 1 + Math.floor(Math.random() * Math.max(eventsEach / 4, 2));
    const result = await write(job, { from: done + 1, killAfter: until < eventsEach ? until : undefined });
    done = Math.max(done, result.done);
    if (result.killed) kills++;
    else assert.equal(done, eventsEach, result.errors);
  }
  return kills;
}

async function write(
  { script, clone, name, ticket }: Job,
  { from, killAfter }: { readonly from: number; readonly killAfter: number | undefined },
): Promise<{ done: number; killed: boolean; errors: string }> {
  const args = [script, clone.path, ticket, name, String(from), String(eventsEach)];
  // A group of its own, so that the gits that it has started die with it.
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let done = from - 1;
  let killed = false;
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    done = Number(line);
    if (done !== killAfter || killed) return;
    killed = true;
    // At any moment of the next event.
    setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), Math.random() * 120);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return { done, killed, errors };
}
