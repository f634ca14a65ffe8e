import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { branchName, defaultBranchTemplate, keyOfBranch } from '../../../src/domain/branchName.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import { kinds, type Kind } from '../../../src/domain/ticket.ts';

const deskKey = /^(INC|REQ|TSK|CHG|PRB|ALR)-[0-9A-Z]{4,26}$/i;
const numberKey = /^#?[1-9][0-9]*$/;
const jiraKey = /^[A-Z][A-Z0-9]+-[1-9][0-9]*$/;

function ticket(title: string, over: { kind?: Kind; key?: string } = {}) {
  return { kind: 'incident', key: 'INC-7K3F9Q', title, ...over } as const;
}

describe('the name of a ticket’s branch', () => {
  it('has kind, key and the words of the title', () => {
    assert.equal(
      branchName(defaultBranchTemplate, ticket('Login fails after 2 minutes')),
      'incident/INC-7K3F9Q-login-fails-after-2-minutes',
    );
  });

  it('follows a template of one’s own, also one per kind', () => {
    const template = { incident: 'hotfix/{key}', request: 'feature/{slug}_{key}' };
    assert.equal(branchName(template, ticket('Login fails')), 'hotfix/INC-7K3F9Q');
    assert.equal(branchName(template, ticket('New laptop', { kind: 'request' })), 'feature/new-laptop_INC-7K3F9Q');
    assert.equal(branchName(template, ticket('Rotate keys', { kind: 'task' })), 'task/INC-7K3F9Q-rotate-keys');
  });

  it('spells letters with accents in ASCII', () => {
    assert.match(
      branchName('{slug}', ticket('Réseau: «Straße» ist größer, smørrebrød, Łódź')),
      /^reseau-strasse-ist-grosser-smorrebrod-lodz$/,
    );
  });

  it('is the key alone where the title has no Latin letter', () => {
    for (const title of ['', '   ', '登录失败', 'تسجيل الدخول', '🔥🔥🔥', '-', '././.', '\u202E\u2066'])
      assert.equal(branchName(defaultBranchTemplate, ticket(title)), 'incident/INC-7K3F9Q', JSON.stringify(title));
  });

  it('drops the controls that turn the direction of text', () => {
    assert.equal(branchName('{slug}', ticket('abc\u202Egpj.exe\u200B\uFEFF\u2069')), 'abcgpj-exe');
  });

  it('is cut at a word, and is never longer than 80 characters', () => {
    const name = branchName(defaultBranchTemplate, ticket('checkout times out '.repeat(300)));
    assert.ok(name.length <= 80 && name.length > 60, name);
    assert.match(name, /^incident\/INC-7K3F9Q(-checkout|-times|-out)+$/);
    const solid = branchName(defaultBranchTemplate, ticket('x'.repeat(4000)));
    assert.equal(solid.length, 80);
  });

  it('keeps the # of a key, except at the very start, where a shell would see a comment', () => {
    assert.equal(branchName(defaultBranchTemplate, ticket('Login', { key: '#7' })), 'incident/#7-login');
    assert.equal(branchName('{key}-{slug}', ticket('Login', { key: '#7' })), '7-login');
  });

  for (const template of ['{kind}/{title}', '{kind', 'x}{key}', '{}', '{constructor}']) {
    it(`refuses the template ${template}`, () => {
      assert.throws(
        () => branchName(template, ticket('Login')),
        (error) => DeskError.is(error, 'configuration') && error.message.includes(template),
      );
    });
  }

  it('refuses a template that makes no name', () => {
    for (const template of ['', '/', '{slug}', 'HEAD', '@{', '..'])
      assert.throws(
        () => branchName(template, ticket('!')),
        (error) => DeskError.is(error, 'configuration'),
        template,
      );
  });
});

describe('whatever the title says', () => {
  const templates = [
    defaultBranchTemplate,
    '{slug}',
    '{kind}/{slug}/{key}',
    'ops {key}..{slug}.lock',
    '-{slug}-',
    '@{kind}~{slug}^',
    '{kind}//{slug}//',
  ];
  const hostile = [
    '"; rm -rf ~ #',
    '--upload-pack=x',
    '-c core.editor=x',
    '<img src=x onerror=alert(1)>',
    '$(id)',
    '`id`',
    '../../etc/passwd',
    'a..b',
    'x.lock',
    'x.lock.lock/',
    '@{-1}',
    '@',
    'HEAD',
    'refs/heads/main',
    'a\\b\0c\nd\re\tf\x7Fg',
    'x~1^2:3?4*5[6]',
    '.hidden',
    'ends.',
    'ends/',
    '%2e%2e%2f',
    '\u202Etxt.exe',
    'שלום world',
    '{key}{slug}{kind}',
    'İstanbul ŉ ﬁ ①',
    '\uD800lone',
    'login fails '.repeat(334),
    ...randomTitles(120),
  ];

  it('git takes the name, and a shell finds nothing in it', () => {
    const names = templates.flatMap((template) =>
      hostile.map((title, index) => nameOrNothing(template, title, kinds[index % kinds.length] ?? 'task')),
    );
    const made = [...new Set(names.filter((name) => name !== undefined))];
    assert.ok(made.length > 300, String(made.length));
    for (const name of made) {
      assert.match(name, /^[A-Za-z0-9_][A-Za-z0-9#._/-]*$/);
      assert.ok(name.length <= 80, name);
    }
    assert.equal(refusedRef(made), '');
    assert.notEqual(refusedRef([...made, 'a..b']), '', 'the check itself works');
    // A process each, so only for the titles that were thought up.
    for (const title of hostile.slice(0, 27)) {
      const name = branchName(defaultBranchTemplate, ticket(title));
      const { stdout } = spawnSync('git', ['check-ref-format', '--branch', name], { encoding: 'utf8' });
      assert.equal(stdout, `${name}\n`);
    }
  });
});

/** What git has against one of these names as a ref, all of them asked in one process. */
function refusedRef(names: readonly string[]): string {
  const repository = mkdtempSync(join(tmpdir(), 'footbridge-names-'));
  try {
    spawnSync('git', ['init', '-q', repository]);
    // A directory each: one name may be the directory of another.
    const input = names.map((name, index) => `verify refs/heads/${index}/${name} ${'0'.repeat(40)}\n`).join('');
    return spawnSync('git', ['-C', repository, 'update-ref', '--stdin'], { input, encoding: 'utf8' }).stderr;
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

function nameOrNothing(template: string, title: string, kind: Kind): string | undefined {
  try {
    return branchName(template, ticket(title, { kind }));
  } catch (error) {
    if (DeskError.is(error, 'configuration')) return undefined;
    throw error;
  }
}

/** Titles of the characters that git's rules are about, the same on every run. */
function randomTitles(count: number): string[] {
  const alphabet = [
    ...Array.from('ab.@{}\\ ~^:?*[/-#$`"\'|&;<>(),=%!\u0000\u001F\u202E\u0301é漢'),
    '.lock',
    '..',
    '@{',
    '//',
  ];
  let seed = 20261124;
  const next = () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32;
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(next() * 14) }, () => alphabet[Math.floor(next() * alphabet.length)]).join(''),
  );
}

describe('the ticket in a branch’s name', () => {
  const patterns = [deskKey, numberKey, jiraKey];

  it('is found where the template has put it', () => {
    assert.equal(keyOfBranch('incident/INC-7K3F9Q-login-fails', patterns), 'INC-7K3F9Q');
    assert.equal(keyOfBranch('feature/new-laptop-OPS-12', patterns), 'OPS-12');
    assert.equal(keyOfBranch('ada/OPS-12', patterns), 'OPS-12');
    assert.equal(keyOfBranch('incident/#7-login', patterns), '#7');
  });

  it('is found again in every name that the default template makes', () => {
    for (const key of ['INC-7K3F9Q', 'OPS-12', '#7'])
      assert.equal(keyOfBranch(branchName(defaultBranchTemplate, ticket('Fix 16 of 20', { key })), patterns), key);
  });

  it('is never a number alone, nor a word that only looks like a key', () => {
    for (const name of [
      'release-notes-16-1',
      'task/2026-cleanup',
      '7',
      'incident/7-login',
      'task/inc-rollout',
      'main',
      '',
    ])
      assert.equal(keyOfBranch(name, patterns), undefined, name);
  });
});
