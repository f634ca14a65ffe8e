import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backendKinds } from '../../../src/backends/registry.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import { environmentCredential, findConnectionsFile, readConnectionsFile } from '../../../src/repo/connectionsFile.ts';

const helpdesk = { alias: 'help-desk', kind: 'request-tracker', url: 'https://rt.example.org' };

describe('the user’s connections file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'footbridge-connections-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function read(text: string, name = 'connections.yml') {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return readConnectionsFile(file, backendKinds);
  }

  it('is a list in YAML or JSON', async () => {
    assert.deepEqual(await read('- { alias: help-desk, kind: request-tracker, url: "https://rt.example.org/" }'), [
      helpdesk,
    ]);
    assert.deepEqual(await read(JSON.stringify([helpdesk]), 'connections.json'), [helpdesk]);
    assert.deepEqual(await read(`\uFEFF${JSON.stringify([helpdesk], null, '\t')}`), [helpdesk]);
  });

  it('names certificates beside itself, in the home folder or anywhere', async () => {
    const [connection] = await read(JSON.stringify([{ ...helpdesk, caFile: 'ca.pem', clientCertificate: '~/me.pem' }]));
    assert.deepEqual(connection, { ...helpdesk, caFile: path.join(folder, 'ca.pem'), clientCertificate: '~/me.pem' });
    const absolute = path.resolve('/etc/pki/ca.pem');
    assert.deepEqual(await read(JSON.stringify([{ ...helpdesk, caFile: absolute }])), [
      { ...helpdesk, caFile: absolute },
    ]);
  });

  it('may be empty, or absent where none was named', async () => {
    assert.deepEqual(await read(''), []);
    assert.deepEqual(await readConnectionsFile(undefined, backendKinds), []);
  });

  it('is refused as a whole where anything in it is wrong, and all of it is told', async () => {
    await assert.rejects(read('- { alias: help-desk, kind: jirra, url: x }\n- 7'), (error) => {
      assert.ok(DeskError.is(error, 'configuration'));
      assert.match(
        error.message,
        /connections\.yml cannot be used: connection 1 \(help-desk\), kind: "jirra" .*connection 2: /,
      );
      return true;
    });
    await assert.rejects(
      read('- { alias: [help'),
      (error) => DeskError.is(error, 'configuration') && error.message.includes('not valid YAML'),
    );
    await assert.rejects(readConnectionsFile(path.join(folder, 'gone.yml'), backendKinds), (error) => {
      assert.ok(DeskError.is(error, 'configuration'));
      assert.match(error.message, /gone\.yml cannot be read: ENOENT/);
      return true;
    });
  });

  it('is the one given, else the one of the environment, else the one in the config folder', async () => {
    const environment = { XDG_CONFIG_HOME: folder, FOOTBRIDGE_CONNECTIONS: '' };
    assert.equal(findConnectionsFile(undefined, environment), undefined);
    await mkdir(path.join(folder, 'footbridge'));
    await writeFile(path.join(folder, 'footbridge/connections.json'), '[]');
    assert.equal(findConnectionsFile(undefined, environment), path.join(folder, 'footbridge/connections.json'));
    await writeFile(path.join(folder, 'footbridge/connections.yml'), '[]');
    assert.equal(findConnectionsFile(undefined, environment), path.join(folder, 'footbridge/connections.yml'));
    assert.equal(findConnectionsFile(undefined, { ...environment, FOOTBRIDGE_CONNECTIONS: '/e.yml' }), '/e.yml');
    assert.equal(findConnectionsFile('/given.yml', { ...environment, FOOTBRIDGE_CONNECTIONS: '/e.yml' }), '/given.yml');
  });
});

describe('a credential in the environment', () => {
  it('is a token, or user and password, under the connection’s alias', () => {
    assert.deepEqual(environmentCredential(helpdesk, { FOOTBRIDGE_TOKEN_HELP_DESK: '1-14-abc\n' }), {
      type: 'token',
      token: '1-14-abc',
    });
    const both = { FOOTBRIDGE_USER_HELP_DESK: 'ada', FOOTBRIDGE_PASSWORD_HELP_DESK: ' pa ss ' };
    assert.deepEqual(environmentCredential(helpdesk, both), { type: 'password', user: 'ada', password: ' pa ss ' });
    assert.equal(environmentCredential(helpdesk, { ...both, FOOTBRIDGE_TOKEN_HELP_DESK: 't' })?.type, 'token');
  });

  it('is none for another alias, or where the variable is empty', () => {
    assert.equal(environmentCredential(helpdesk, { FOOTBRIDGE_TOKEN_HELPDESK: 'x', FOOTBRIDGE_TOKEN: 'x' }), undefined);
    assert.equal(
      environmentCredential(helpdesk, { FOOTBRIDGE_TOKEN_HELP_DESK: '  ', FOOTBRIDGE_USER_HELP_DESK: '' }),
      undefined,
    );
  });

  it('takes the user from the connection’s account, if need be', () => {
    const account = { ...helpdesk, account: 'ada@example.org' };
    assert.deepEqual(environmentCredential(account, { FOOTBRIDGE_PASSWORD_HELP_DESK: 'x' }), {
      type: 'password',
      user: 'ada@example.org',
      password: 'x',
    });
  });

  it('is headers too, as they go over the wire or as JSON', () => {
    const headers = { 'X-Auth': 'a: b', Authorization: 'Bearer t' };
    for (const FOOTBRIDGE_HEADERS_HELP_DESK of [
      'X-Auth: a: b\r\nAuthorization:Bearer t\n\n',
      JSON.stringify(headers, null, 2),
    ]) {
      assert.deepEqual(environmentCredential(helpdesk, { FOOTBRIDGE_HEADERS_HELP_DESK }), { type: 'headers', headers });
    }
  });

  it('of headers that are none is an error, without its value in it', () => {
    for (const text of ['s3cret', ': s3cret', 'X Auth: s3cret', '{"X-Auth": 7}', '{"s3cret"', 'X-Auth:']) {
      assert.throws(
        () => environmentCredential(helpdesk, { FOOTBRIDGE_HEADERS_HELP_DESK: text }),
        (error) => DeskError.is(error, 'configuration') && !`${error.message}${error.next}`.includes('s3cret'),
        text,
      );
    }
  });

  it('that is only half there is an error, without its value in it', () => {
    for (const half of [{ FOOTBRIDGE_USER_HELP_DESK: 's3cret' }, { FOOTBRIDGE_PASSWORD_HELP_DESK: 's3cret' }])
      assert.throws(
        () => environmentCredential(helpdesk, half),
        (error) => DeskError.is(error, 'configuration') && !error.message.includes('s3cret'),
      );
  });
});
