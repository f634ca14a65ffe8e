import assert from 'node:assert/strict';
import { parseConnections } from '../../../src/domain/connectionSchema.ts';

const kinds = [{ kind: 'git' }, { kind: 'request-tracker' }, { kind: 'jira' }];
const helpdesk = { alias: 'helpdesk', kind: 'request-tracker', url: 'https://rt.example.org' };

function problems(...entries: unknown[]): readonly string[] {
  return parseConnections(entries, kinds).problems;
}

function url(text: string): string | undefined {
  return parseConnections([{ ...helpdesk, url: text }], kinds).connections[0]?.url;
}

function message(address: string): string {
  return problems({ ...helpdesk, url: address })[0] ?? 'accepted';
}

describe('a list of connections', () => {
  it('is read as it stands', () => {
    const account = { ...helpdesk, alias: 'as-root', account: 'root' };
    assert.deepEqual(parseConnections([helpdesk, account], kinds), { connections: [helpdesk, account], problems: [] });
  });

  it('may name the files of certificates', () => {
    const own = { ...helpdesk, caFile: 'certs/authority.pem', clientCertificate: '/etc/pki/me.pem' };
    assert.deepEqual(parseConnections([own], kinds), { connections: [own], problems: [] });
    assert.match(problems({ ...helpdesk, caFile: '' })[0] ?? '', /caFile: It must not be empty/);
  });

  it('may be absent', () => {
    for (const nothing of [undefined, null, []])
      assert.deepEqual(parseConnections(nothing, kinds), { connections: [], problems: [] });
  });

  it('has addresses without a slash at the end, with the path they are served under', () => {
    assert.equal(url('https://rt.example.org/'), 'https://rt.example.org');
    assert.equal(url('https://rt.example.org:443/rt//'), 'https://rt.example.org/rt');
    assert.equal(url('http://LOCALHOST:8080/rt'), 'http://localhost:8080/rt');
  });

  it('names the entry and the field that is wrong, and keeps the others', () => {
    const result = parseConnections(
      [{ alias: 'ops', kind: 'jirra', url: 'https://jira.example.org' }, helpdesk, { alias: 'Ops', kind: 'jira' }, 7],
      kinds,
    );
    assert.deepEqual(result.connections, [helpdesk]);
    assert.deepEqual(result.problems, [
      'connection 1 (ops), kind: "jirra" is not a kind of backend that Footbridge knows. Known: request-tracker, jira.',
      'connection 3 (Ops), alias: An alias has lower-case letters, digits and "-", and begins with a letter.',
      'connection 3 (Ops): "url" is missing.',
      'connection 4: Expected a mapping of keys to values, found 7.',
    ]);
  });

  it('is a list', () => {
    assert.deepEqual(parseConnections({ helpdesk }, kinds).problems, ['Connections are a list of {alias, kind, url}.']);
  });

  it('uses each alias once, and leaves "git" to the git desk', () => {
    assert.deepEqual(problems(helpdesk, { ...helpdesk, url: 'https://other.example.org' }), [
      'connection 2 (helpdesk): the alias is in use already. Give each connection its own.',
    ]);
    assert.match(problems({ ...helpdesk, alias: 'git' })[0] ?? '', /"git" is the git desk's own/);
    assert.match(problems({ alias: 'desk', kind: 'git', url: 'https://x.example' })[0] ?? '', /needs no connection/);
  });

  it('takes no secret', () => {
    for (const key of ['token', 'password', 'apiKey', 'api_key', 'clientSecret', 'PASSWD', 'Authorization'])
      assert.match(
        problems({ ...helpdesk, [key]: 'hunter2' })[0] ?? '',
        /looks like a secret.*never written here/,
        key,
      );
    assert.ok(
      !problems({ ...helpdesk, token: 'hunter2' })
        .join(' ')
        .includes('hunter2'),
    );
  });

  it('suggests the key that was meant', () => {
    assert.deepEqual(problems({ ...helpdesk, acount: 'ada' }), [
      'connection 1 (helpdesk): "acount" is not known here. Did you mean "account"? Allowed: "alias", "kind", "url", "account", "caFile", "clientCertificate".',
    ]);
  });

  it('takes only web addresses, without user name, password, query or fragment', () => {
    assert.match(message('rt.example.org'), /not an address/);
    assert.match(message('file:///etc/passwd'), /Only https/);
    assert.match(message('javascript:alert(1)'), /Only https/);
    assert.match(message('https://ada:secret@rt.example.org'), /must not hold a user name or a password/);
    assert.match(message('https://@rt.example.org'), /must not hold a user name/);
    assert.match(message('https://rt.example.org/?user=root'), /ends with its path/);
    assert.match(message('https://rt.example.org/#x'), /ends with its path/);
    assert.ok(!message('https://ada:s3cret@rt.example.org').includes('s3cret'));
  });
});
