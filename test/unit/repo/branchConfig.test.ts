import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PickUpRecord } from '../../../src/domain/ports.ts';
import { openWorkTree } from '../../../src/repo/workTree.ts';
import { ben, temporaryRepository, type TemporaryRepository } from '../../fakes/temporaryRepository.ts';

const pickUp: PickUpRecord = {
  ref: { connection: 'helpdesk', id: '7' },
  key: '#7',
  phase: 'new',
  state: 'new',
  branch: 'incident/#7-login',
  made: true,
  from: 'main',
};

describe('what the config of a repository keeps', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await temporaryRepository();
  });
  afterEach(async () => {
    await repository.remove();
  });

  const open = () => openWorkTree(repository.path);

  describe('the link of a branch to its ticket', () => {
    it('is there for every linked working tree, follows a renamed branch, and can be cut', async () => {
      await repository.commit();
      const tree = open();
      await tree.startBranch('incident/INC-1');
      await tree.linkBranch('incident/INC-1', 'helpdesk:#7');
      assert.equal(await repository.git('config', '--get', 'branch.incident/INC-1.footbridge-ticket'), 'helpdesk:#7');
      const linked = openWorkTree((await repository.worktree(ben)).path);
      assert.equal(await linked.ticketOfBranch('incident/INC-1'), 'helpdesk:#7');
      await repository.git('branch', '--move', 'incident/INC-1', 'renamed');
      assert.equal(await linked.ticketOfBranch('renamed'), 'helpdesk:#7');
      await linked.linkBranch('renamed', undefined);
      assert.equal(await tree.ticketOfBranch('renamed'), undefined);
      await tree.linkBranch('renamed', undefined);
    });

    it('is replaced as a whole', async () => {
      await repository.git('config', '--add', 'branch.main.footbridge-ticket', 'a:1');
      await repository.git('config', '--add', 'branch.main.footbridge-ticket', 'a:2');
      assert.equal(await open().ticketOfBranch('main'), 'a:2');
      await open().linkBranch('main', 'a:3');
      assert.equal(await repository.git('config', '--get-all', 'branch.main.footbridge-ticket'), 'a:3');
    });
  });

  describe('the record of a pick-up', () => {
    it('is read as it was written, from any working tree, until it is forgotten', async () => {
      await repository.commit();
      await open().record(pickUp);
      const linked = openWorkTree((await repository.worktree(ben)).path);
      assert.deepEqual(await linked.recordOf(pickUp.ref), pickUp);
      assert.equal(await linked.recordOf({ ...pickUp.ref, id: '8' }), undefined);
      await linked.forget(pickUp.ref);
      assert.equal(await open().recordOf(pickUp.ref), undefined);
      await open().forget(pickUp.ref);
    });

    it('leaves nothing of an older one', async () => {
      await open().record(pickUp);
      const { branch: _, from: __, ...bare } = { ...pickUp, made: false, phase: 'waiting' } as const;
      await open().record(bare);
      assert.deepEqual(await open().recordOf(pickUp.ref), bare);
    });

    it('holds whatever a backend calls things', async () => {
      const hostile = [
        '--unset-all',
        '"; rm -rf ~ #',
        ' space ',
        'a\nb\r',
        '50 % \\ "x"',
        '[core] pager = id',
        '🔥 \u0085 é',
        '%0A',
        '',
      ];
      for (const text of hostile) {
        const ref = { connection: 'helpdesk', id: `${text}.x]` };
        const written = { ...pickUp, ref, key: text, state: text };
        await open().record(written);
        assert.deepEqual(await open().recordOf(ref), written, JSON.stringify(text));
      }
      assert.deepEqual(await open().recordOf({ connection: 'helpdesk', id: '7' }), undefined);
      assert.equal(await repository.git('status', '--porcelain'), '');
    });

    it('is none where it is cut short', async () => {
      await open().record(pickUp);
      await repository.git('config', '--unset', 'footbridge-pickup.helpdesk:7.key');
      assert.equal(await open().recordOf(pickUp.ref), undefined);
    });

    it('waits for another process that writes the config', async () => {
      const lock = path.join(repository.path, '.git/config.lock');
      await writeFile(lock, '');
      const recorded = open().record(pickUp);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await rm(lock);
      await recorded;
      assert.deepEqual(await open().recordOf(pickUp.ref), pickUp);
    });

    it('is not lost among many writers at once', async () => {
      const refs = ['1', '2', '3', '4', '5', '6'].map((id) => ({ connection: 'helpdesk', id }));
      await Promise.all(refs.map((ref) => open().record({ ...pickUp, ref })));
      for (const ref of refs) assert.deepEqual(await open().recordOf(ref), { ...pickUp, ref });
    });
  });
});
