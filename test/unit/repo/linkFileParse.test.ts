import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { backendKinds } from '../../../src/backends/registry.ts';
import type { LinkFile } from '../../../src/domain/linkFile.ts';
import { parseLinkFile } from '../../../src/repo/linkFileParse.ts';
import { matchesGolden } from '../../fakes/golden.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/linkFiles');
const mine = { alias: 'mine', kind: 'request-tracker', url: 'https://mine.example.org' };
const context = { kinds: backendKinds, connections: [mine] };

function parse(text: string): LinkFile {
  return parseLinkFile(text, context);
}

function parseFixture(name: string): LinkFile {
  return parse(readFileSync(path.join(folder, `${name}.yml`), 'utf8'));
}

function names({ links }: LinkFile): string[] {
  return links.services.map((service) => service.name);
}

function messages({ problems }: LinkFile): string[] {
  return problems.map(({ message }) => message);
}

describe('what is wrong with a link file', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yml'))) {
    it(`is told with its place: ${file}`, () => {
      const name = path.basename(file, '.yml');
      const told = parseFixture(name)
        .problems.map(({ start, end, severity, message }) => {
          const range = [start, end].map(({ line, column }) => `${line}:${column}`).join('-');
          return `${range} ${severity}: ${message}`;
        })
        .join('\n');
      matchesGolden(`linkFiles/${name}`, told);
    });
  }

  it('never repeats a secret that was written into it', () => {
    assert.ok(!messages(parseFixture('secrets')).join('\n').includes('hunter2'));
  });
});

describe('a link file', () => {
  it('links services to the queues that hold their tickets', () => {
    const { links, problems } = parseFixture('complete');
    assert.deepEqual(problems, []);
    assert.deepEqual(links, {
      proposed: [
        { alias: 'helpdesk', kind: 'request-tracker', url: 'https://rt.example.org/rt' },
        { alias: 'other-desk', kind: 'request-tracker', url: 'http://localhost:8080', account: 'ada@example.org' },
      ],
      services: [
        {
          name: 'checkout',
          paths: ['services/checkout/**', '!services/checkout/docs/**'],
          tickets: [
            { connection: 'helpdesk', select: { queue: 'Checkout', customFields: { Product: 'Web shop' } } },
            { connection: 'git', select: {} },
          ],
          serviceLevels: { P1: { respond: 900_000, resolve: 14_400_000 }, P2: { resolve: 86_400_000 } },
          runbooks: 'docs/runbooks',
          standUp: ['team-checkout', 'ops'],
          source: '.footbridge.yml',
        },
        {
          name: 'Payments & billing',
          paths: [],
          tickets: [{ connection: 'git', select: {} }],
          serviceLevels: {},
          runbooks: 'https://wiki.example.org/payments',
          standUp: [],
          source: '.footbridge.yml',
        },
      ],
    });
  });

  it('has its selectors checked for a connection of the user’s own, too', () => {
    const text =
      'version: 1\nservices: [{ name: a, tickets: [{ connection: mine, queue: 7 }, { connection: mine, queue: A }] }]';
    const { links, problems } = parse(text);
    assert.deepEqual(links.services[0]?.tickets, [{ connection: 'mine', select: { queue: 'A' } }]);
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.message, 'Expected text, found the number 7. Put it in quotes.');
  });

  it('means the git desk by "git", whatever it proposes', () => {
    const { links } = parse(
      'version: 1\nconnections: [{ alias: git, kind: request-tracker, url: "https://x.example" }]\n' +
        'services: [{ name: a, tickets: [{ connection: git }] }, { name: b, tickets: [{ connection: git, queue: A }] }]',
    );
    assert.deepEqual(links.proposed, []);
    assert.deepEqual(
      links.services.map(({ tickets }) => tickets),
      [[{ connection: 'git', select: {} }], []],
    );
  });

  it('keeps a link to a connection that nobody has, so that it can be told where it is used', () => {
    const { links, problems } = parse('version: 1\nservices: [{ name: a, tickets: [{ connection: lost, queue: A }] }]');
    assert.deepEqual(links.services[0]?.tickets, [{ connection: 'lost', select: { queue: 'A' } }]);
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ['warning'],
    );
  });
});

describe('a broken link file', () => {
  it('keeps the services and connections that are fine', () => {
    const broken = parseFixture('names');
    assert.deepEqual(names(broken), ['checkout', 'payments']);
    assert.deepEqual(
      broken.links.proposed.map(({ url }) => url),
      ['https://rt.example.org'],
    );
  });

  it('loses a service with a key that is not known: it could mean other paths or another queue', () => {
    assert.deepEqual(names(parseFixture('unknownKeys')), ['payments']);
    assert.deepEqual(parseFixture('unknownKeys').links.services[0]?.tickets, []);
  });

  it('keeps what stands before an error of syntax, not what was guessed after it', () => {
    assert.deepEqual(names(parseFixture('unfinished')), ['checkout']);
  });

  it('keeps the services without the duplicate key', () => {
    assert.deepEqual(names(parseFixture('duplicates')), ['payments']);
  });

  it('is not understood in another version of the format, but is without one', () => {
    assert.deepEqual(names(parseFixture('future')), []);
    assert.deepEqual(names(parseFixture('noVersion')), ['checkout']);
  });

  it('uses an anchor where it is harmless', () => {
    const { links, problems } = parse(
      'version: 1\nservices:\n  - { name: a, serviceLevels: &l { P1: { resolve: 1h } } }\n  - { name: b, serviceLevels: *l }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      links.services.map(({ serviceLevels }) => serviceLevels),
      [{ P1: { resolve: 3_600_000 } }, { P1: { resolve: 3_600_000 } }],
    );
  });
});

function wide(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

describe('a hostile link file', () => {
  const hostile: Record<string, string> = {
    brackets: '['.repeat(500_000),
    braces: '{a: '.repeat(200_000),
    'lists in lists': '- '.repeat(400_000),
    'keys in keys': '? '.repeat(400_000),
    'a staircase of keys': wide(1000, (index) => `${' '.repeat(index)}?`),
    'many keys': wide(18_000, (index) => `k${index}: v`),
    'many more keys': wide(60_000, (index) => `k${index}: v`),
    'many anchors': wide(10_000, (index) => `k${index}: &a${index} v`),
    'many aliases': `a: &a [${'x,'.repeat(5000)}]\n${wide(20_000, (index) => `k${index}: *a`)}`,
    'a long list': `a: [${'1,'.repeat(45_000)}]`,
    'unclosed quotes': 'a: "\n'.repeat(16_000),
    tabs: '\t- a\n'.repeat(16_000),
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`is refused or read in a moment: ${name}`, () => {
      const started = performance.now();
      const { links, problems } = parse(text);
      const took = performance.now() - started;
      assert.deepEqual(links, { services: [], proposed: [] });
      assert.ok(problems.length > 0 && problems.length <= 100, String(problems.length));
      // A generous bound for a machine that is busy; without the guards it is minutes, or a crash.
      assert.ok(took < 10_000, `${took} ms`);
    });
  }

  it('cannot choose whose certificates are trusted, or whose are shown', () => {
    for (const key of ['caFile', 'clientCertificate']) {
      const proposal = `{ alias: helpdesk, kind: request-tracker, url: "https://x.example", ${key}: ca.pem }`;
      const file = parse(`version: 1\nconnections: [${proposal}]\n`);
      assert.deepEqual(file.links.proposed, []);
      assert.match(messages(file)[0] ?? '', new RegExp(`"${key}" names a file of one machine.*footbridge.connections`));
    }
  });

  it('cannot reach the prototypes of objects', () => {
    const { links } = parse(
      'version: 1\n__proto__: { polluted: yes }\nservices: [{ name: __proto__, constructor: x }, { name: toString }]',
    );
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.deepEqual(
      links.services.map(({ name }) => name),
      ['__proto__', 'toString'],
    );
  });
});
