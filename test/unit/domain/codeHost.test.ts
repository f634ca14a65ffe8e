import assert from 'node:assert/strict';
import { commitUrl, parseRemote } from '../../../src/domain/codeHost.ts';

const sha = '1a2b3c4d5e6f';
const pages: readonly (readonly [string, string])[] = [
  ['https://github.com/team/shop.git', `https://github.com/team/shop/commit/${sha}`],
  ['git@github.com:team/shop.git', `https://github.com/team/shop/commit/${sha}`],
  ['ssh://git@github.com:22/team/shop', `https://github.com/team/shop/commit/${sha}`],
  ['https://ana:secret@gitlab.com/group/sub/shop.git', `https://gitlab.com/group/sub/shop/-/commit/${sha}`],
  ['git@gitlab.example.org:group/shop.git', `https://gitlab.example.org/group/shop/-/commit/${sha}`],
  ['git@bitbucket.org:team/shop.git', `https://bitbucket.org/team/shop/commits/${sha}`],
  ['https://dev.azure.com/org/project/_git/shop', `https://dev.azure.com/org/project/_git/shop/commit/${sha}`],
  ['git@ssh.dev.azure.com:v3/org/project/shop', `https://dev.azure.com/org/project/_git/shop/commit/${sha}`],
  ['https://codeberg.org/team/shop', `https://codeberg.org/team/shop/commit/${sha}`],
  ['ssh://git.example.org/srv/shop.git', `git:git.example.org/srv/shop@${sha}`],
];

describe('The page of a commit', () => {
  for (const [remote, page] of pages) {
    it(`of ${remote} is ${page}`, () => assert.equal(commitUrl(parseRemote(remote), 'shop', sha), page));
  }

  for (const local of ['/srv/git/shop.git', '../shop', 'C:\\git\\shop', 'file:///srv/shop', '']) {
    it(`is a name where the remote is a folder: ${JSON.stringify(local)}`, () =>
      assert.equal(commitUrl(parseRemote(local), 'shop', sha), `git:shop@${sha}`));
  }
});
