import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRedactor } from '../../../src/http/redact.ts';
import { userAgent } from '../../../src/http/userAgent.ts';

describe('What goes to a log', () => {
  const redact = createRedactor(['s3cr3t/+=', 'ab']);

  for (const [text, shown] of [
    ['Authorization: token 1-41-abcdef', 'Authorization: …'],
    ['{"authorization":"Basic YW5hOnB3"}', '{"authorization":"…"}'],
    ['X-Redmine-API-Key: 0123', 'X-Redmine-API-Key: …'],
    ['https://rt.example.org/?token=1-41-ab&page=2', 'https://rt.example.org/?token=…&page=2'],
    ['https://hooks.example.org/x?sig=abc%3D&v=1', 'https://hooks.example.org/x?sig=…&v=1'],
    ['https://ana:pw@rt.example.org/rt', 'https://…@rt.example.org/rt'],
    ['the text s3cr3t/+= and s3cr3t%2F%2B%3D', 'the text … and …'],
    ['about absolutely nothing', 'about absolutely nothing'],
    ['ticket 7: mail to ana@example.org', 'ticket 7: mail to ana@example.org'],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as ${JSON.stringify(shown)}`, () => {
      assert.equal(redact(text), shown);
    });
  }
});

describe('The name of the client', () => {
  it('has the version of the package, and nothing that makes a server take it for a browser', () => {
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
    assert.ok(typeof manifest === 'object' && manifest !== null && 'version' in manifest);
    assert.equal(userAgent, `footbridge/${String(manifest.version)}`);
    assert.doesNotMatch(userAgent, /mozilla/i);
  });
});
