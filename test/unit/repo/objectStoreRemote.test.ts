import assert from 'node:assert/strict';
import { access, chmod, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import type { ObjectStore } from '../../../src/domain/ports.ts';
import { openObjectStore } from '../../../src/repo/objectStore.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { ana, ben, cem, temporaryRepository, type TemporaryRepository } from '../../fakes/temporaryRepository.ts';
import { append, readAll, ref } from './objectStoreFiles.ts';

describe('A desk that is shared through a remote', () => {
  let origin: TemporaryRepository;
  let here: TemporaryRepository;
  let there: TemporaryRepository;
  let ours: ObjectStore;
  let theirs: ObjectStore;

  beforeEach(async () => {
    origin = await temporaryRepository({ init: ['--bare'] });
    here = await origin.clone(ana);
    there = await origin.clone(ben);
    ours = openObjectStore(here.path);
    theirs = openObjectStore(there.path);
  });
  afterEach(async () => origin.remove());

  it('is pushed and fetched by its own ref, and nothing else is', async () => {
    await here.commit();
    await here.git('tag', 'v1');
    await here.git('config', 'push.followTags', 'true');
    const commit = await append(ours, undefined, { 'one.json': '1' });
    assert.equal(await theirs.fetch('origin', ref), undefined);
    assert.equal(await ours.push('origin', ref), true);
    assert.equal(await ours.push('origin', ref), true);
    assert.equal(await theirs.fetch('origin', ref), commit);
    assert.deepEqual(await readAll(theirs, commit), { 'one.json': '1' });
    assert.equal(await origin.git('for-each-ref', '--format=%(refname)'), ref);
    assert.equal(
      await there.git('for-each-ref', '--format=%(refname)'),
      'refs/footbridge/remotes/origin/desk',
      'the desk of the other is kept apart from ours',
    );
  });

  it('is not pushed over what somebody else has pushed', async () => {
    await append(theirs, undefined, { 'theirs.json': '1' });
    assert.equal(await theirs.push('origin', ref), true);
    const commit = await append(ours, undefined, { 'ours.json': '1' });
    assert.equal(await ours.push('origin', ref), false);
    const fetched = await ours.fetch('origin', ref);
    assert.ok(fetched !== undefined);
    await ours.union(ref, commit, fetched, 'both');
    assert.equal(await ours.push('origin', ref), true);
    assert.deepEqual(Object.keys(await readAll(theirs, await theirs.fetch('origin', ref))), [
      'ours.json',
      'theirs.json',
    ]);
  });

  it('gets past the lock that a killed push has left in a folder, and waits for one that is in use', async () => {
    await append(ours, undefined, { 'one.json': '1' });
    const lock = path.join(origin.path, `${ref}.lock`);
    await mkdir(path.dirname(lock), { recursive: true });
    await writeFile(lock, '');
    assert.equal(await ours.push('origin', ref), false);
    await access(lock);
    const aMinuteAgo = Date.now() / 1000 - 60;
    await utimes(lock, aMinuteAgo, aMinuteAgo);
    assert.equal(await ours.push('origin', ref), false);
    assert.equal(await ours.push('origin', ref), true);
  });

  it('does not run the hooks of the project, and says what a hook of the remote refuses', async () => {
    await hook(here, '.git/hooks/pre-push', 'exit 1');
    await append(ours, undefined, { 'one.json': '1' });
    assert.equal(await ours.push('origin', ref), true);
    await hook(origin, 'hooks/pre-receive', 'echo no desk here >&2; exit 1');
    await append(ours, await ours.resolve(ref), { 'two.json': '2' });
    const error = await rejectsWith(ours.push('origin', ref), 'refused');
    assert.match(error.message, /pre-receive hook declined/);
    assert.match(error.detail ?? '', /no desk here/);
  });

  it('works in a shallow and in a partial clone', async () => {
    await here.commit();
    await here.commit('two.txt');
    await here.git('push', '--quiet', 'origin', 'HEAD:main');
    await origin.git('config', 'uploadpack.allowFilter', 'true');
    const first = await append(ours, undefined, { 'one.json': '1' });
    await append(ours, first, { 'two.json': '2' });
    await ours.push('origin', ref);
    for (const option of ['--depth=1', '--filter=blob:none']) {
      const clone = await origin.clone(cem, option);
      const store = openObjectStore(clone.path);
      const fetched = await store.fetch('origin', ref);
      assert.ok(fetched !== undefined);
      const united = await store.union(ref, undefined, fetched, 'x');
      // A partial clone would ask the remote for what it lacks.
      await clone.git('remote', 'set-url', 'origin', '/nowhere');
      const files = await readAll(store, united);
      assert.deepEqual([files['one.json'], files['two.json']], ['1', '2']);
      await append(store, united, { [`${option.replaceAll(/\W/g, '')}.json`]: '3' });
      await clone.git('remote', 'set-url', 'origin', `file://${origin.path}`);
      assert.equal(await store.push('origin', ref), true);
    }
  });

  it('goes through the remote that is named, else origin, else the only one', async () => {
    assert.equal(await ours.remote(), 'origin');
    await here.git('remote', 'add', 'upstream', origin.path);
    assert.equal(await ours.remote(), 'origin');
    await here.git('config', 'footbridge.remote', 'upstream');
    assert.equal(await ours.remote(), 'upstream');
    await here.git('config', 'footbridge.remote', 'elsewhere');
    assert.match((await rejectsWith(ours.remote(), 'configuration')).message, /"elsewhere"/);
    await here.git('config', '--unset', 'footbridge.remote');
    await here.git('remote', 'remove', 'origin');
    assert.equal(await ours.remote(), 'upstream');
    await here.git('remote', 'add', 'another', origin.path);
    assert.equal(await ours.remote(), undefined);
    await rejectsWith(ours.fetch('--upload-pack=x', ref), 'configuration');
    await rejectsWith(ours.push('--exec=x', ref), 'configuration');
  });

  it('tells a remote that is offline, refuses the sign-in or is no repository, and keeps passwords to itself', async () => {
    const server = createServer((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    try {
      await append(ours, undefined, { 'one.json': '1' });
      await here.git('remote', 'set-url', 'origin', `http://ana:s3cret@127.0.0.1:${address.port}/desk.git`);
      const refused = [
        await rejectsWith(ours.fetch('origin', ref), 'unauthorized'),
        await rejectsWith(ours.push('origin', ref), 'unauthorized'),
      ];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      refused.push(await rejectsWith(ours.fetch('origin', ref), 'offline'));
      await rm(origin.path, { recursive: true });
      await here.git('remote', 'set-url', 'origin', origin.path);
      refused.push(await rejectsWith(ours.push('origin', ref), 'configuration'));
      for (const { message, detail, next } of refused) {
        assert.doesNotMatch(`${message} ${detail} ${next}`, /s3cret/);
        assert.ok(next !== undefined);
      }
    } finally {
      server.close();
    }
  });
});

async function hook(repository: TemporaryRepository, name: string, script: string): Promise<void> {
  const file = path.join(repository.path, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}
