import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ObjectStore } from '../../../src/domain/ports.ts';
import { openObjectStore } from '../../../src/repo/objectStore.ts';
import { temporaryRepository, type TemporaryRepository } from '../../fakes/temporaryRepository.ts';
import { append, readAll, ref } from './objectStoreFiles.ts';

const side = 'refs/footbridge/side';

describe('The union of two desks', () => {
  let repository: TemporaryRepository;
  let store: ObjectStore;

  beforeEach(async () => {
    repository = await temporaryRepository();
    store = openObjectStore(repository.path);
  });
  afterEach(async () => repository.remove());

  it('has the files of both, whichever comes first', async () => {
    const base = await append(store, undefined, { 'a/base.json': 'base' });
    await repository.git('update-ref', side, base);
    const ours = await append(store, base, { 'a/ours.json': 'ours' });
    const theirs = await append(store, base, { 'a/theirs.json': 'theirs' }, side);
    const both = await store.union(ref, ours, theirs, 'both');
    const files = { 'a/base.json': 'base', 'a/ours.json': 'ours', 'a/theirs.json': 'theirs' };
    assert.deepEqual(await readAll(store, both), files);
    assert.equal(await store.resolve(ref), both);
    assert.equal(await repository.git('log', '-1', '--format=%P', ref), `${ours} ${theirs}`);
    const other = await store.union(side, theirs, ours, 'both');
    assert.equal(
      await repository.git('rev-parse', `${both}^{tree}`),
      await repository.git('rev-parse', `${other}^{tree}`),
    );
  });

  it('moves forward where one holds the other, and makes no commit', async () => {
    const first = await append(store, undefined, { 'one.json': '1' });
    const second = await append(store, first, { 'two.json': '2' });
    assert.equal(await store.union(ref, second, first, 'x'), second);
    assert.equal(await store.union(ref, second, second, 'x'), second);
    await repository.git('update-ref', ref, first);
    assert.equal(await store.union(ref, first, second, 'x'), second);
    assert.equal(await store.resolve(ref), second);
    await repository.git('update-ref', '-d', ref);
    assert.equal(await store.union(ref, undefined, second, 'x'), second);
    assert.equal(await store.resolve(ref), second);
  });

  it('does nothing when the ref has moved', async () => {
    const first = await append(store, undefined, { 'one.json': '1' });
    await repository.git('update-ref', side, first);
    const theirs = await append(store, first, { 'theirs.json': '' }, side);
    const second = await append(store, first, { 'two.json': '2' });
    assert.equal(await store.union(ref, first, theirs, 'forward'), undefined);
    assert.equal(await store.union(ref, undefined, theirs, 'new'), undefined);
    const other = await append(store, undefined, { 'other.json': '' }, 'refs/footbridge/other');
    assert.equal(await store.union(ref, first, other, 'both'), undefined);
    assert.equal(await store.resolve(ref), second);
  });

  it('joins two desks that were begun apart', async () => {
    const ours = await append(store, undefined, { 'ours.json': '1' });
    const theirs = await append(store, undefined, { 'theirs.json': '2' }, side);
    const both = await store.union(ref, ours, theirs, 'both');
    assert.deepEqual(await readAll(store, both), { 'ours.json': '1', 'theirs.json': '2' });
  });

  it('keeps the same one of two texts under one name, on both sides', async () => {
    const base = await append(store, undefined, { 'base.json': '' });
    await repository.git('update-ref', side, base);
    const ours = await append(store, base, { 'same.json': 'by us' });
    const theirs = await append(store, base, { 'same.json': 'by them' }, side);
    const here = await readAll(store, await store.union(ref, ours, theirs, 'both'));
    const there = await readAll(store, await store.union(side, theirs, ours, 'both'));
    assert.deepEqual(here, there);
  });

  it('takes no path that leaves the tree or loses a file, and every other name', async () => {
    const ours = await append(store, undefined, { 'a/one.json': '1', 'b.json': '2' });
    const odd = ['"quoted" \\ name', 'line\nfeed', 'ümlaut', '-option'];
    const blob = await repository.git('hash-object', '-w', '/dev/null');
    // Git's own index takes none of these, so the tree is written by hand.
    const nested = await tree(repository, [{ mode: '100644', id: blob, name: 'config' }]);
    const theirTree = await tree(repository, [
      ...odd.map((name) => ({ mode: '100644', id: blob, name })),
      { mode: '100644', id: blob, name: 'a' },
      { mode: '040000', id: nested, name: 'b.json' },
      { mode: '040000', id: nested, name: '.git' },
      { mode: '040000', id: nested, name: '..' },
    ]);
    const theirs = await repository.git('commit-tree', '-m', 'odd', theirTree);
    const both = await store.union(ref, ours, theirs, 'both');
    const files = await readAll(store, both);
    assert.deepEqual(Object.keys(files).toSorted(), [...odd, 'a/one.json', 'b.json'].toSorted());
    assert.equal(files['a/one.json'], '1');
    assert.equal(files['b.json'], '2');
  });
});

interface TreeEntry {
  readonly mode: string;
  readonly id: string;
  readonly name: string;
}

/** Writes a tree object with any names at all. */
async function tree(repository: TemporaryRepository, entries: readonly TreeEntry[]): Promise<string> {
  const raw = Buffer.concat(
    entries
      .toSorted((a, b) => Buffer.compare(sortName(a), sortName(b)))
      .map(({ mode, id, name }) =>
        Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(id, 'hex')]),
      ),
  );
  const file = path.join(repository.path, 'tree-object');
  await writeFile(file, raw);
  return repository.git('hash-object', '-t', 'tree', '-w', '--literally', file);
}

function sortName({ mode, name }: TreeEntry): Buffer {
  return Buffer.from(mode === '040000' ? `${name}/` : name);
}
