import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Compares a rendering with the file that holds it. `UPDATE_GOLDEN=1` accepts what came out. */
export function matchesGolden(name: string, actual: string): void {
  const file = new URL(`../golden/${name}.txt`, import.meta.url);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, `${actual}\n`);
  assert.ok(existsSync(file), `test/golden/${name}.txt is missing: run the test with UPDATE_GOLDEN=1 and look at it`);
  assert.equal(`${actual}\n`, readFileSync(file, 'utf8'));
}
