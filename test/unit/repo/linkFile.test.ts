import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backendKinds } from '../../../src/backends/registry.ts';
import { readLinkFile, type ReadLinkFile } from '../../../src/repo/linkFile.ts';

const linked = 'version: 1\nservices:\n  - name: checkout\n';

function names({ links }: ReadLinkFile): string[] {
  return links.services.map(({ name, source }) => `${name} (${source})`);
}

describe('the link file of a repository', () => {
  let folder: string;
  let root: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'footbridge-link-')));
    root = path.join(folder, 'web-shop');
    await mkdir(root);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const read = () => readLinkFile(root, { kinds: backendKinds, connections: [] });
  const write = (text: string | Uint8Array, name = '.footbridge.yml') => writeFile(path.join(root, name), text);

  const message = async () => (await read()).problems.map((problem) => problem.message).join();

  it('need not be there: the repository is one service on its git desk', async () => {
    assert.deepEqual(await read(), {
      links: {
        services: [
          {
            name: 'web-shop',
            paths: [],
            tickets: [{ connection: 'git', select: {} }],
            serviceLevels: {},
            standUp: [],
            source: 'default',
          },
        ],
        proposed: [],
      },
      problems: [],
    });
  });

  it('is read at the root, with either ending', async () => {
    await write(linked, '.footbridge.yaml');
    assert.deepEqual(names(await read()), ['checkout (.footbridge.yml)']);
    assert.equal((await read()).file, path.join(root, '.footbridge.yaml'));
    await write(linked.replace('checkout', 'payments'));
    assert.deepEqual(names(await read()), ['payments (.footbridge.yml)']);
  });

  it('may propose connections only, and leave the repository as it is', async () => {
    await write('version: 1\nconnections: [{ alias: a, kind: request-tracker, url: https://rt.example.org }]\n');
    assert.deepEqual(names(await read()), ['web-shop (default)']);
    assert.equal((await read()).links.proposed.length, 1);
  });

  it('makes no service up where its own are broken', async () => {
    await write('version: 1\nservices: [{ name: checkout, path: x }]\n');
    const { links, problems } = await read();
    assert.deepEqual(links.services, []);
    assert.equal(problems.length, 1);
  });

  it('is followed within the repository, and not out of it', async () => {
    await mkdir(path.join(root, 'ops'));
    await write(linked, 'ops/links.yml');
    await symlink('ops/links.yml', path.join(root, '.footbridge.yml'));
    assert.deepEqual(names(await read()), ['checkout (.footbridge.yml)']);

    const outside = path.join(folder, 'web-shop-secrets.yml');
    await writeFile(outside, linked);
    await rm(path.join(root, '.footbridge.yml'));
    await symlink(outside, path.join(root, '.footbridge.yml'));
    const { links, problems } = await read();
    assert.deepEqual(links.services, []);
    assert.match(problems[0]?.message ?? '', /outside of the repository/);
  });

  it('is refused where it is no text file of a sane size', async () => {
    await write(Buffer.from([0x76, 0xff, 0xfe, 0x00]));
    assert.equal(await message(), 'This file is not text in UTF-8.');
    await write(`# ${'x'.repeat(1024 * 1024)}`);
    assert.match(await message(), /larger than 1048576 bytes/);
    await rm(path.join(root, '.footbridge.yml'));
    await mkdir(path.join(root, '.footbridge.yml'));
    assert.equal(await message(), 'This is not a file.');
    await rm(path.join(root, '.footbridge.yml'), { recursive: true });
    execFileSync('sh', ['-c', 'mkfifo .footbridge.yml'], { cwd: root });
    assert.equal(await message(), 'This is not a file.');
  });
});
