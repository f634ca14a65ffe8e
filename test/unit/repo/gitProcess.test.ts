import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { gitFailure, withoutSecrets } from '../../../src/repo/gitFailure.ts';
import { gitIn } from '../../../src/repo/gitProcess.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { temporaryRepository, type TemporaryRepository } from '../../fakes/temporaryRepository.ts';

describe('Git as a process', () => {
  let repository: TemporaryRepository;

  before(async () => (repository = await temporaryRepository()));
  after(async () => repository.remove());

  it('takes arguments as they are, and no shell reads them', async () => {
    const git = gitIn(repository.path);
    const odd = '$(touch hacked) "; rm -rf ~ # `id` \\ *';
    await git.run(['config', 'test.odd', odd]);
    assert.equal((await git.run(['config', 'test.odd'])).stdout, `${odd}\n`);
    assert.equal(await repository.git('status', '--porcelain'), '');
  });

  it('works in its own directory, whatever a hook that started us has set', async () => {
    const other = await temporaryRepository();
    process.env['GIT_DIR'] = path.join(other.path, '.git');
    try {
      const { stdout } = await gitIn(repository.path).run(['rev-parse', '--show-toplevel']);
      assert.equal(stdout.trim(), repository.path);
    } finally {
      delete process.env['GIT_DIR'];
      await other.remove();
    }
  });

  it('answers an exit code that was expected, and fails for another', async () => {
    const git = gitIn(repository.path);
    assert.equal((await git.run(['config', 'no.such'], { exits: [0, 1] })).code, 1);
    const error = await rejectsWith(git.run(['-c', 'x.y=z', 'config', 'no.such']), 'configuration');
    assert.equal(error.message, '"git config" failed: no message');
  });

  it('stops when it says more than anybody asked for', async () => {
    await writeFile(path.join(repository.path, 'large'), 'x'.repeat(500_000));
    const git = gitIn(repository.path);
    const blob = (await git.run(['hash-object', '-w', 'large'])).stdout.trim();
    const error = await rejectsWith(git.run(['cat-file', 'blob', blob], { maxBytes: 1000 }), 'invalidResponse');
    assert.match(error.message, /more than 1000 bytes/);
    assert.equal((await git.run(['cat-file', 'blob', blob])).stdout.length, 500_000);
  });

  it('gives a remote that never answers up', async () => {
    const server = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    try {
      const git = gitIn(repository.path);
      const asked = git.run(['ls-remote', `http://127.0.0.1:${address.port}/x.git`], { timeout: 500 });
      await rejectsWith(asked, 'timeout');
    } finally {
      // Not before git's helper, which holds the connection, has ended too.
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('A failure of git', () => {
  it('has a reason that tells what to do', () => {
    for (const [stderr, reason] of [
      ['fatal: not a git repository (or any of the parent directories): .git', 'configuration'],
      ["fatal: detected dubious ownership in repository at '/x'", 'configuration'],
      ["fatal: Authentication failed for 'https://host/x.git/'", 'unauthorized'],
      ["fatal: could not read Username for 'https://host': terminal prompts disabled", 'unauthorized'],
      ['git@host: Permission denied (publickey).\nfatal: Could not read from remote repository.', 'unauthorized'],
      ["fatal: unable to access 'https://host/x.git/': The requested URL returned error: 403", 'unauthorized'],
      ["fatal: unable to access 'https://host/x.git/': Could not resolve host: host", 'offline'],
      ['ssh: connect to host host port 22: Connection timed out\nfatal: Could not read from remote', 'offline'],
      ["fatal: unable to access 'https://host/x/': SSL certificate problem: self-signed certificate", 'tls'],
      ["fatal: unable to access 'https://host/x/': CONNECT tunnel failed, response 407", 'proxy'],
      ['Host key verification failed.\nfatal: Could not read from remote repository.', 'configuration'],
      ["fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote", 'configuration'],
      ["remote: Repository not found.\nfatal: repository 'https://host/x/' not found", 'configuration'],
      ['error: insufficient permission for adding an object to repository database .git/objects', 'configuration'],
    ] as const) {
      assert.equal(gitFailure('fetch', { code: 128, stderr, timedOut: false }).reason, reason, stderr);
    }
  });

  it('never shows a password of an address', () => {
    const stderr = "fatal: unable to access 'https://ana:s3cret@host/x.git/': Could not resolve host: host";
    const { message, detail, next } = gitFailure('fetch', { code: 128, stderr, timedOut: false });
    assert.doesNotMatch(`${message} ${detail} ${next}`, /s3cret|ana/);
    assert.equal(withoutSecrets('ssh://git:a@b@host/x and http://t0ken@host'), 'ssh://host/x and http://host');
    assert.equal(withoutSecrets('https://host/@scope/x'), 'https://host/@scope/x');
  });
});
