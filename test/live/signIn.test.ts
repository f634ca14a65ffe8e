import assert from 'node:assert/strict';
import { rejectsWith } from '../contract/harness.ts';
import { liveServer, openAs, openAt, userAsRoot } from './liveServer.ts';

describe('Signing in to a real Request Tracker', () => {
  it('works with a token, and with user and password', async () => {
    const { accounts } = await liveServer();
    const expected = { id: 'ana', name: 'Ana Petrović', isMe: true };
    assert.deepEqual(await (await openAs('ana')).backend.whoAmI(), expected);
    const { login, password } = accounts.ana;
    const byPassword = await openAs({ type: 'password', user: login, password });
    assert.deepEqual(await byPassword.backend.whoAmI(), expected);
  });

  it('works with a password of other letters than ASCII has', async () => {
    await userAsRoot({ Name: 'ute', RealName: 'Ute Übel', Password: 'pässwörd ÿ', Privileged: 1 });
    const { backend } = await openAs({ type: 'password', user: 'ute', password: 'pässwörd ÿ' });
    assert.deepEqual(await backend.whoAmI(), { id: 'ute', name: 'Ute Übel', isMe: true });
  });

  it('tells a bad token and a bad password', async () => {
    const { accounts } = await liveServer();
    const token = accounts.ana.token.replace(/.{6}$/, '000000');
    for (const credential of [
      { type: 'token', token },
      { type: 'password', user: 'ana', password: 'wrong' },
      { type: 'password', user: 'nobody-at-all', password: 'wrong' },
    ] as const) {
      const { backend, log } = await openAs(credential);
      await rejectsWith(backend.whoAmI(), 'unauthorized');
      await rejectsWith(backend.list({}), 'unauthorized');
      assert.doesNotMatch(log.lines.join('\n'), /000000|wrong/);
    }
  });

  it('says that another page of the same host is not it', async () => {
    const { url } = await liveServer();
    for (const address of [url.replace(/\/rt$/, ''), `${url}/Ticket`]) {
      const { backend } = await openAt(address, 'ana');
      await rejectsWith(backend.whoAmI(), 'invalidResponse', 'notFound', 'unauthorized');
    }
  });

  it('lets a customer see who they are, and nothing else', async () => {
    const { backend } = await openAs('cleo');
    assert.equal((await backend.whoAmI()).name, 'Cleo Customer');
    assert.deepEqual((await backend.list({})).items, []);
  });
});
