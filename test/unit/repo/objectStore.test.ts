import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ObjectStore } from '../../../src/domain/ports.ts';
import { openObjectStore } from '../../../src/repo/objectStore.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { ana, ben, cem, temporaryRepository, type TemporaryRepository } from '../../fakes/temporaryRepository.ts';
import { append, readAdded, readAll, ref } from './objectStoreFiles.ts';

describe("Git's object store", () => {
  let repository: TemporaryRepository;
  let store: ObjectStore;

  beforeEach(async () => {
    repository = await temporaryRepository();
    store = openObjectStore(repository.path);
  });
  afterEach(async () => repository.remove());

  describe('in one repository', () => {
    it('starts a desk in a repository without commits, and reads back what was written', async () => {
      assert.equal(await store.resolve(ref), undefined);
      const text = 'two\nlines, "quotes", \u0000 and 👩‍💻\n';
      const commit = await append(store, undefined, { 'a/one.json': text, 'b.json': '' });
      assert.equal(await store.resolve(ref), commit);
      assert.deepEqual(await readAll(store, commit), { 'a/one.json': text, 'b.json': '' });
      assert.equal(await repository.git('status', '--porcelain'), '');
      assert.equal(await repository.git('log', '-1', '--format=%an <%ae> %s', ref), 'Ana Lima <ana@example.org> test');
    });

    it('reads only what a later commit added', async () => {
      const first = await append(store, undefined, { 'a/one.json': '1', 'a/two.json': '2' });
      const second = await append(store, first, { 'a/three.json': '3' });
      const third = await append(store, second, { 'c/four.json': '4' });
      assert.deepEqual(await readAdded(store, first, third), { 'a/three.json': '3', 'c/four.json': '4' });
      assert.deepEqual(await readAdded(store, third, third), {});
    });

    it('says that history was rewritten when something is missing', async () => {
      const first = await append(store, undefined, { 'one.json': '1' });
      await append(store, first, { 'two.json': '2' });
      const ahead = await append(store, await store.resolve(ref), { 'three.json': '3' });
      await repository.git('update-ref', ref, first);
      await rejectsWith(readAdded(store, ahead, first), 'conflict');
      const gone = '1'.repeat(40);
      await rejectsWith(readAdded(store, gone, first), 'conflict');
    });

    it('does nothing when the ref has moved', async () => {
      const first = await append(store, undefined, { 'one.json': '1' });
      const second = await append(store, first, { 'two.json': '2' });
      assert.equal(await store.append(ref, first, [{ path: 'late.json', content: '' }], 'late'), undefined);
      assert.equal(await store.append(ref, undefined, [{ path: 'late.json', content: '' }], 'late'), undefined);
      assert.equal(await store.resolve(ref), second);
      assert.deepEqual(Object.keys(await readAll(store, second)), ['one.json', 'two.json']);
    });

    it('lets one of many writers at a time through, and loses nothing', async () => {
      const names = Array.from({ length: 5 }, (_, index) => `file-${index}.json`);
      await Promise.all(
        names.map(async (name) => {
          for (;;) {
            const parent = await store.resolve(ref);
            if ((await store.append(ref, parent, [{ path: name, content: name }], 'test')) !== undefined) return;
          }
        }),
      );
      const commit = await store.resolve(ref);
      assert.deepEqual(Object.keys(await readAll(store, commit)).toSorted(), names.toSorted());
      assert.equal(await repository.git('rev-list', '--count', ref), '5');
    });

    it('sees at once what another program did to the ref', async () => {
      const first = await append(store, undefined, { 'one.json': '1' });
      const second = await append(store, first, { 'two.json': '2' });
      assert.equal(await store.resolve(ref), second);
      await repository.git('update-ref', ref, first);
      assert.equal(await store.resolve(ref), first);
      await repository.git('pack-refs', '--all');
      await repository.git('update-ref', ref, second);
      assert.equal(await store.resolve(ref), second);
      await repository.git('update-ref', '-d', ref);
      assert.equal(await store.resolve(ref), undefined);
      await repository.git('tag', '--annotate', '--message', 'two\nlines', 'odd', second);
      await repository.git('update-ref', ref, await repository.git('rev-parse', 'odd'));
      await repository.git('update-ref', `${ref}2`, first);
      await store.resolve(ref);
      assert.equal(await store.resolve(`${ref}2`), first);
    });

    it('works on packed refs and after git gc', async () => {
      const first = await append(store, undefined, { 'one.json': '1' });
      await repository.git('pack-refs', '--all');
      const second = await append(store, first, { 'two.json': '2' });
      await repository.git('gc', '--quiet');
      const third = await append(store, second, { 'three.json': '3' });
      assert.deepEqual(Object.keys(await readAll(store, third)), ['one.json', 'three.json', 'two.json']);
      await repository.git('fsck', '--strict', '--no-dangling');
    });

    it('works in a linked worktree, on a detached HEAD, in a subfolder and in a bare repository', async () => {
      await repository.commit();
      const linked = await repository.worktree(ben);
      const inside = path.join(linked.path, 'src');
      await mkdir(inside);
      const there = openObjectStore(inside);
      const commit = await append(there, undefined, { 'one.json': '1' });
      assert.equal(await store.resolve(ref), commit);
      assert.deepEqual(await there.identity(), ben);
      assert.deepEqual(await store.identity(), ana);

      const bare = await repository.clone(cem, '--bare');
      const first = await append(openObjectStore(bare.path), undefined, { 'one.json': '1' });
      assert.deepEqual(await readAll(openObjectStore(bare.path), first), { 'one.json': '1' });
    });

    it('works in a repository with SHA-256 ids', async () => {
      const modern = await temporaryRepository({ init: ['--object-format=sha256'] });
      try {
        const there = openObjectStore(modern.path);
        const first = await append(there, undefined, { 'one.json': '1' });
        assert.equal(first.length, 64);
        const ours = await append(there, first, { 'two.json': '2' });
        await modern.git('update-ref', 'refs/footbridge/side', first);
        const theirs = await append(there, first, { 'three.json': '3' }, 'refs/footbridge/side');
        const both = await there.union(ref, ours, theirs, 'both');
        assert.deepEqual(await readAll(there, both), { 'one.json': '1', 'two.json': '2', 'three.json': '3' });
      } finally {
        await modern.remove();
      }
    });

    it('neither signs commits nor runs hooks of the project', async () => {
      await repository.git('config', 'commit.gpgSign', 'true');
      await repository.git('config', 'gpg.program', '/bin/false');
      const hooks = path.join(repository.path, 'my-hooks');
      await mkdir(hooks);
      await writeFile(path.join(hooks, 'reference-transaction'), `#!/bin/sh\necho ran >>'${hooks}/log'\nexit 1\n`);
      await chmod(path.join(hooks, 'reference-transaction'), 0o755);
      await repository.git('config', 'core.hooksPath', hooks);
      await append(store, undefined, { 'one.json': '1' });
      assert.deepEqual(await readdir(hooks), ['reference-transaction']);
    });

    it('does not take a file for an event that is too large, a link or a submodule', async () => {
      const first = await append(store, undefined, { 'one.json': '1', 'z.json': 'z' });
      await writeFile(path.join(repository.path, 'large'), 'x'.repeat(3_000_000));
      const blob = await repository.git('hash-object', '-w', 'large');
      const link = await repository.git('hash-object', '-w', '/dev/null');
      await repository.git('update-index', '--add', '--cacheinfo', `100644,${blob},large.json`);
      await repository.git('update-index', '--add', '--cacheinfo', `120000,${link},link.json`);
      await repository.git('update-index', '--add', '--cacheinfo', `160000,${first},module.json`);
      await repository.git('commit', '--quiet', '--message', 'odd');
      const both = await store.union(ref, first, await repository.git('rev-parse', 'HEAD'), 'both');
      assert.deepEqual(await readAll(store, both), { 'large.json': '', 'one.json': '1', 'z.json': 'z' });
    });

    it('takes no option, no other ref syntax and no path out of the tree', async () => {
      const first = await append(store, undefined, { 'one.json': '1' });
      for (const name of ['--all', 'HEAD', 'refs/x^{tree}', 'refs/../x', 'refs/a b', 'refs/x.lock', 'refs/x\nfrom y']) {
        await rejectsWith((async () => store.resolve(name))(), 'usage');
      }
      for (const name of ['../x', '.git/config', '/etc/passwd', 'a//b', 'a\nD one.json', '"a"', '']) {
        await rejectsWith((async () => store.append(ref, first, [{ path: name, content: '' }], 'x'))(), 'usage');
      }
      for (const commit of ['--help', 'HEAD', first.slice(0, 10)]) {
        await rejectsWith((async () => readAdded(store, commit, first))(), 'usage');
      }
      assert.equal(await store.resolve(ref), first);
    });
  });

  describe('when something is not as it should be', () => {
    it('says which two commands tell git who you are', async () => {
      const nobody = await temporaryRepository({ person: 'nobody' });
      try {
        const there = openObjectStore(nobody.path);
        const error = await rejectsWith(there.identity(), 'configuration');
        assert.match(error.next ?? '', /git config --global user\.name .*git config --global user\.email/s);
        await rejectsWith(append(there, undefined, { 'one.json': '1' }), 'configuration');
        assert.equal(await there.resolve(ref), undefined);
        assert.deepEqual(await readdir(path.join(nobody.path, '.git')).then(crashes), []);
      } finally {
        await nobody.remove();
      }
    });

    it('says that a folder is no repository, is not there, or that there is no git', async () => {
      await rm(path.join(repository.path, '.git'), { recursive: true });
      const noRepository = await rejectsWith(store.resolve(ref), 'configuration');
      assert.match(noRepository.message, /not in a git repository/);
      const noFolder = await rejectsWith(openObjectStore(`${repository.path}/nowhere`).resolve(ref), 'configuration');
      assert.match(noFolder.message, /does not exist/);
      const noGit = await rejectsWith(openObjectStore(repository.path, '/no/such/git').resolve(ref), 'configuration');
      assert.match(noGit.message, /Git was not found/);
    });

    it('removes a lock that a killed process has left, and waits for a live one', async function () {
      this.timeout(30_000);
      const first = await append(store, undefined, { 'one.json': '1' });
      const lock = path.join(repository.path, '.git', `${ref}.lock`);
      await writeFile(lock, '');
      const old = new Date(Date.now() - 60_000);
      await utimes(lock, old, old);
      const second = await append(store, first, { 'two.json': '2' });

      await writeFile(lock, '');
      setTimeout(() => void rm(lock), 2500);
      const before = Date.now();
      const third = await append(store, second, { 'three.json': '3' });
      assert.ok(Date.now() - before >= 2000, 'it waited');
      assert.equal(await store.resolve(ref), third);
      assert.deepEqual(await readdir(path.dirname(lock)), ['desk']);
    });

    it('commits nothing for a writer that is killed half way', async () => {
      const first = await append(store, undefined, { 'one.json': '1' });
      const half = `commit ${ref}\ncommitter A <a@example.org> 1 +0000\ndata 1\nx\nfrom ${first}\nM 100644 inline two.json\ndata 100\nhalf`;
      const child = spawn('git', ['fast-import', '--quiet', '--done'], { cwd: repository.path, stdio: 'pipe' });
      child.stdin.write(half);
      await new Promise((resolve) => setTimeout(resolve, 200));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      assert.equal(await store.resolve(ref), first);
      const second = await append(store, first, { 'two.json': 'whole' });
      assert.deepEqual(await readAll(store, second), { 'one.json': '1', 'two.json': 'whole' });
    });

    it('stops reading when nobody wants more', async () => {
      const files = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`f${n}.json`, 'x'.repeat(100)]));
      const commit = await append(store, undefined, files);
      let batches = 0;
      for await (const batch of store.readAll(commit)) {
        assert.ok(batch.length > 0);
        if (++batches === 2) break;
      }
      assert.equal(batches, 2);
      assert.equal(Object.keys(await readAll(store, commit)).length, 3000);
    });
  });
});

function crashes(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith('fast_import_crash'));
}
