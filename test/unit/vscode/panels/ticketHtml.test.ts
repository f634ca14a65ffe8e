import assert from 'node:assert/strict';
import { ticketHtml } from '../../../../src/vscode/panels/ticketHtml.ts';

const html = (title: string): string =>
  ticketHtml({
    boot: { ref: { connection: 'helpdesk', id: `"><img src=x onerror='alert(1)'>` }, life: 'l', language: 'de' },
    title,
    cspSource: 'https://*.vscode-cdn.net',
    nonce: 'n0nce',
    script: 'https://x.vscode-cdn.net/ticket.js',
    style: 'https://x.vscode-cdn.net/ticket.css',
  });

describe('the page of a ticket, before its script runs', () => {
  it('may run its own script, use its own styles, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html('#1'))?.[1];
    assert.equal(
      policy?.replaceAll('&#39;', "'"),
      "default-src 'none'; script-src 'nonce-n0nce'; style-src https://*.vscode-cdn.net 'nonce-n0nce'; base-uri 'none'; form-action 'none'",
    );
    assert.doesNotMatch(html('#1'), /unsafe-/);
  });

  it('has one script, with the nonce, and none in the page itself', () => {
    assert.deepEqual(html('#1').match(/<script[^>]*>[^<]*/g), [
      '<script type="module" nonce="n0nce" src="https://x.vscode-cdn.net/ticket.js">',
    ]);
  });

  it('says its language, for screen readers and hyphens', () => {
    assert.match(html('#1'), /<html lang="de">/);
  });

  it('shows the key as text, whatever it is', () => {
    assert.match(html('</title><script>alert(1)</script>'), /<title>&lt;\/title&gt;&lt;script&gt;/);
  });

  it('gives the script what it starts with, whatever a backend calls its tickets', () => {
    const boot = /data-boot="([^"]*)"/.exec(html('#1'))?.[1] ?? '';
    const decoded = boot
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    assert.deepEqual(JSON.parse(decoded), {
      ref: { connection: 'helpdesk', id: `"><img src=x onerror='alert(1)'>` },
      life: 'l',
      language: 'de',
    });
    assert.doesNotMatch(html('#1'), /<img/);
  });
});
