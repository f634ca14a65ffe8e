import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '../../../src/domain/errors.ts';
import { openWorkTree } from '../../../src/repo/workTree.ts';
import { ben, temporaryRepository, type TemporaryRepository } from '../../fakes/temporaryRepository.ts';

describe('the working tree', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await temporaryRepository();
  });
  afterEach(async () => {
    await repository.remove();
  });

  const open = () => openWorkTree(repository.path);
  const write = (file: string, text: string) => writeFile(path.join(repository.path, file), text);

  describe('in a repository without commits', () => {
    it('knows its branch, and has none that holds a commit', async () => {
      assert.equal(await open().currentBranch(), 'main');
      assert.deepEqual(await open().localBranches(), []);
      assert.equal(await open().isDirty(), false);
    });

    it('starts a branch, goes back, and keeps what is staged', async () => {
      await write('a.txt', 'a');
      await repository.git('add', 'a.txt');
      const tree = open();
      await tree.startBranch('incident/INC-1-login');
      assert.equal(await tree.currentBranch(), 'incident/INC-1-login');
      assert.equal(await tree.deleteIfUnused('incident/INC-1-login'), false);
      await tree.switchTo('main');
      assert.equal(await tree.currentBranch(), 'main');
      assert.equal(await tree.deleteIfUnused('incident/INC-1-login'), true);
      assert.equal(await repository.git('status', '--porcelain'), 'A  a.txt');
    });

    it('says that changes cannot be put aside yet', async () => {
      await write('a.txt', 'a');
      await repository.git('add', 'a.txt');
      await assert.rejects(open().stash('before INC-1'), (error) => DeskError.is(error, 'refused'));
    });
  });

  describe('branches', () => {
    beforeEach(async () => {
      await repository.commit();
    });

    it('start here, are checked out, and are listed with the latest work first', async () => {
      const tree = open();
      await tree.startBranch('incident/INC-1-login');
      process.env['GIT_COMMITTER_DATE'] = '2099-01-01T00:00:00Z';
      await repository.commit('b.txt').finally(() => delete process.env['GIT_COMMITTER_DATE']);
      await tree.switchTo('main');
      assert.equal(await tree.currentBranch(), 'main');
      assert.deepEqual(await tree.localBranches(), ['incident/INC-1-login', 'main']);
    });

    it('keep their name where a tag has the same', async () => {
      await repository.git('tag', 'main');
      assert.equal(await open().currentBranch(), 'main');
      assert.deepEqual(await open().localBranches(), ['main']);
      await open().startBranch('x');
      await open().switchTo('main');
      assert.equal(await open().currentBranch(), 'main');
    });

    it('are none on a detached HEAD', async () => {
      await repository.git('switch', '--quiet', '--detach');
      assert.equal(await open().currentBranch(), undefined);
      await open().startBranch('from-detached');
      assert.equal(await open().currentBranch(), 'from-detached');
    });

    it('take every name that git takes', async () => {
      const tree = open();
      for (const name of ['é/漢字-it\'s;$(id)&|`d`"q"', '#7', 'x'.repeat(200), 'incident/INC-1-alias-pager']) {
        await tree.startBranch(name);
        assert.equal(await tree.currentBranch(), name);
        await tree.linkBranch(name, 'git:INC-1');
        assert.equal(await tree.ticketOfBranch(name), 'git:INC-1');
        await tree.switchTo('main');
        assert.equal(await tree.deleteIfUnused(name), true);
      }
      assert.deepEqual(await tree.localBranches(), ['main']);
    });

    it('refuse what git does not take, and never see it as an option', async () => {
      for (const name of [
        '',
        '-x',
        '--orphan',
        '--upload-pack=x',
        'a..b',
        '@{-1}',
        'a b',
        'x.lock',
        'HEAD',
        'a\0b',
        'a\nb',
        '/x',
        '@',
      ]) {
        for (const attempt of ['startBranch', 'switchTo'] as const)
          await assert.rejects(open()[attempt](name), (error) => DeskError.is(error, 'refused'), JSON.stringify(name));
      }
      assert.equal(await open().currentBranch(), 'main');
      assert.deepEqual(await open().localBranches(), ['main']);
    });

    it('are not started over another one', async () => {
      await repository.git('branch', 'taken/by-somebody');
      for (const name of ['main', 'taken/by-somebody', 'taken'])
        await assert.rejects(open().startBranch(name), (error) => DeskError.is(error, 'refused'), name);
    });

    it('that do not exist are not guessed from a remote', async () => {
      const clone = await repository.clone(ben);
      await repository.git('branch', 'only-there');
      await clone.git('fetch', '--quiet');
      await assert.rejects(openWorkTree(clone.path).switchTo('only-there'), (error) => DeskError.is(error, 'refused'));
      assert.equal(await openWorkTree(clone.path).currentBranch(), 'main');
    });

    it('stay where they are when changes are in the way, and the message says which', async () => {
      await repository.git('switch', '--quiet', '--create', 'other');
      await repository.commit('readme.txt', 'Other.\n');
      await write('readme.txt', 'Unsaved work.\n');
      await assert.rejects(
        open().switchTo('main'),
        (error) => DeskError.is(error, 'refused') && error.message.includes('readme.txt'),
      );
      assert.equal(await open().currentBranch(), 'other');
      assert.equal(await readFile(path.join(repository.path, 'readme.txt'), 'utf8'), 'Unsaved work.\n');
    });

    it('count as checked out although a hook fails afterwards, and hooks may abbreviate git’s options', async () => {
      const hook = path.join(repository.path, '.git/hooks/post-checkout');
      await mkdir(path.dirname(hook), { recursive: true });
      await writeFile(hook, '#!/bin/sh\ngit branch --show-curr >hook.txt || echo broken >hook.txt\nexit 3\n');
      await chmod(hook, 0o755);
      await open().startBranch('with-hook');
      assert.equal(await open().currentBranch(), 'with-hook');
      assert.match(await readFile(path.join(repository.path, 'hook.txt'), 'utf8'), /with-hook/);
    });
  });

  describe('a branch that is handed back', () => {
    beforeEach(async () => {
      await repository.commit();
    });

    it('is deleted where it holds nothing, together with its link', async () => {
      const tree = open();
      await tree.startBranch('incident/INC-1');
      await tree.linkBranch('incident/INC-1', 'git:INC-1');
      await tree.switchTo('main');
      assert.equal(await tree.deleteIfUnused('incident/INC-1'), true);
      assert.deepEqual(await tree.localBranches(), ['main']);
      assert.equal(await tree.ticketOfBranch('incident/INC-1'), undefined);
    });

    it('is kept where it holds a commit, pushed or not', async () => {
      const clone = await repository.clone(ben);
      const tree = openWorkTree(clone.path);
      await tree.startBranch('incident/INC-1');
      await clone.commit('fix.txt');
      await tree.switchTo('main');
      assert.equal(await tree.deleteIfUnused('incident/INC-1'), false);
      await clone.git('push', '--quiet', 'origin', 'incident/INC-1');
      assert.equal(await tree.deleteIfUnused('incident/INC-1'), false);
      await clone.git('merge', '--quiet', 'incident/INC-1');
      assert.equal(await tree.deleteIfUnused('incident/INC-1'), true);
    });

    it('is kept while it is checked out, here or in another working tree', async () => {
      const tree = open();
      await tree.startBranch('here');
      assert.equal(await tree.deleteIfUnused('here'), false);
      const linked = await repository.worktree(ben);
      await openWorkTree(linked.path).startBranch('there');
      assert.equal(await tree.deleteIfUnused('there'), false);
    });
  });

  describe('changes', () => {
    beforeEach(async () => {
      await repository.commit();
    });

    it('count in files that git tracks only', async () => {
      await write('new.txt', 'new');
      assert.equal(await open().isDirty(), false);
      await write('readme.txt', 'Changed.\n');
      assert.equal(await open().isDirty(), true);
      await repository.git('add', 'readme.txt');
      assert.equal(await open().isDirty(), true);
    });

    it('are put aside under a name, whatever it is', async () => {
      for (const message of ['--include-untracked', 'before "INC-1"\n; rm -rf ~']) {
        await write('readme.txt', `${message}\n`);
        await open().stash(message);
        assert.equal(await open().isDirty(), false);
      }
      assert.deepEqual((await repository.git('stash', 'list', '--format=%gs')).split('\n'), [
        'On main: before "INC-1" ; rm -rf ~',
        'On main: --include-untracked',
      ]);
    });

    it('inside a submodule are not this repository’s', async () => {
      const other = await temporaryRepository();
      try {
        await other.commit('inner.txt');
        await repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'sub');
        await repository.git('commit', '--quiet', '--message', 'Add sub');
        await writeFile(path.join(repository.path, 'sub/inner.txt'), 'changed');
        assert.equal(await open().isDirty(), false);
        const inside = openWorkTree(path.join(repository.path, 'sub'));
        assert.equal(await inside.isDirty(), true);
        await inside.startBranch('in-sub');
        assert.equal(await inside.currentBranch(), 'in-sub');
        assert.equal(await open().currentBranch(), 'main');
      } finally {
        await other.remove();
      }
    });
  });

  describe('where git cannot work', () => {
    it('says that a folder is not a repository', async () => {
      await rm(path.join(repository.path, '.git'), { recursive: true });
      process.env['GIT_CEILING_DIRECTORIES'] = path.dirname(repository.path);
      try {
        for (const question of ['currentBranch', 'localBranches', 'isDirty'] as const)
          await assert.rejects(open()[question](), (error) => DeskError.is(error, 'configuration'), question);
        await assert.rejects(open().ticketOfBranch('x'), (error) => DeskError.is(error, 'configuration'));
      } finally {
        delete process.env['GIT_CEILING_DIRECTORIES'];
      }
    });

    it('says that the folder or git is missing', async () => {
      assert.throws(
        () => openWorkTree('/nowhere/at-all'),
        (error) => DeskError.is(error, 'configuration') && error.message.includes('/nowhere/at-all'),
      );
      await assert.rejects(
        openWorkTree(repository.path, '/no such/git').currentBranch(),
        (error) => DeskError.is(error, 'configuration') && error.message.includes('Git was not found'),
      );
    });

    it('does not follow the repository of a hook that has started us', async () => {
      const other = await temporaryRepository();
      process.env['GIT_DIR'] = path.join(other.path, '.git');
      try {
        await other.git('symbolic-ref', 'HEAD', 'refs/heads/of-the-hook');
        assert.equal(await open().currentBranch(), 'main');
      } finally {
        delete process.env['GIT_DIR'];
        await other.remove();
      }
    });
  });
});
