import assert from 'node:assert/strict';
import { findCodePlaces } from '../../../src/domain/codePlaces.ts';

describe('findCodePlaces', () => {
  const frames: readonly [string, string][] = [
    ['src/pay/cart.ts:42:7', 'src/pay/cart.ts|42|7'],
    ['broken in src/pay/cart.ts:42:7, see there', 'src/pay/cart.ts|42|7'],
    ['see ./src/pay/cart.ts.', './src/pay/cart.ts||'],
    ['    at foo (/app/src/pay/cart.ts:42:7)', '/app/src/pay/cart.ts|42|7'],
    ['    at async file:///app/src/pay/cart.js:3:4', '/app/src/pay/cart.js|3|4'],
    ['at n (webpack:///./src/pay/cart.ts?1f2e:12:3)', '/./src/pay/cart.ts|12|3'],
    ['  File "app/x.py", line 12, in <module>', 'app/x.py|12|'],
    ['  File "C:\\My App\\x.py", line 12', 'C:\\My App\\x.py|12|'],
    ['\tat com.acme.Cart.add(Cart.java:123)', 'Cart.java|123|'],
    ['   at Acme.Cart.Add() in C:\\app\\Cart.cs:line 42', 'C:\\app\\Cart.cs|42|'],
    ['Cart.cs(12,7): error CS1002: ; expected', 'Cart.cs|12|7'],
    ['PHP Fatal error in /var/www/cart.php on line 12', '/var/www/cart.php|12|'],
    ["app/models/cart.rb:12:in `total'", 'app/models/cart.rb|12|'],
    ['\t/app/main.go:12 +0x1d', '/app/main.go|12|'],
    [' --> src/main.rs:10:5', 'src/main.rs|10|5'],
    ['app/(shop)/[id]/page.tsx:3', 'app/(shop)/[id]/page.tsx|3|'],
    ['[src/a.ts:1]', 'src/a.ts|1|'],
    ['C:\\app\\src\\cart.ts:42', 'C:\\app\\src\\cart.ts|42|'],
    ['src/größe.ts:1', 'src/größe.ts|1|'],
    ['deploy/Dockerfile:3', 'deploy/Dockerfile|3|'],
    ['.github/workflows/ci.yml', '.github/workflows/ci.yml||'],
  ];
  for (const [text, place] of frames) {
    it(`finds the place in: ${text.trim()}`, () => {
      assert.deepEqual(findCodePlaces(text).map(inOneLine), [place]);
    });
  }

  const others: readonly string[] = [
    'https://example.org/src/cart.ts:42:7',
    'db.example.com:5432 refused',
    'localhost:3000 and 10.0.0.7:8080',
    'example.org/index.html',
    'at 10:42:07 we saw and/or he/she',
    'version 1.2:3, ratio 1/2.5, 24/11/2026',
    'cart.ts alone names no place',
    'src/*.ts:1',
    'node:internal/process/task_queues:95:5',
    's3://bucket/file.json:1',
  ];
  for (const text of others) {
    it(`finds nothing in: ${text}`, () => {
      assert.deepEqual(findCodePlaces(text).map(inOneLine), []);
    });
  }

  it('says where in the text each place stands, line and column included', () => {
    const text = 'first src/a.ts:1:2 then src/b.ts';
    const found = findCodePlaces(text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(found, ['src/a.ts:1:2', 'src/b.ts']);
  });

  it('stays quick on hostile text', () => {
    const hostile = ['a', '/', '(', ':1', '.', '?', 'a.b/', '"', '/(a', 'File "', ':line 1', '[', 'a:1:2:', '\\'];
    for (const part of hostile) {
      for (const joint of ['', ' ', '\n']) {
        const text = (part + joint).repeat(200_000 / (part.length + joint.length));
        const start = performance.now();
        findCodePlaces(text);
        const seconds = (performance.now() - start) / 1000;
        assert.ok(seconds < 5, `${JSON.stringify(part + joint)} took ${seconds} s`);
      }
    }
    for (const filler of ['.', ':1', ':', '?', 'a.', '[', '/(']) {
      const text = `${filler.repeat(390 / filler.length)} `.repeat(500);
      const start = performance.now();
      findCodePlaces(text);
      const seconds = (performance.now() - start) / 1000;
      assert.ok(seconds < 5, `words of ${filler} took ${seconds} s`);
    }
  });
});

function inOneLine({ path, line, column }: { path: string; line?: number; column?: number }): string {
  return `${path}|${line ?? ''}|${column ?? ''}`;
}
