import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../webview/', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
const styles = readFileSync(new URL('ticket.css', folder), 'utf8');

describe('the pages', () => {
  it('never make HTML of a text', () => {
    assert.ok(sources.length > 10);
    for (const { name, text } of sources) {
      assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\b/i, name);
    }
  });

  it('know the toolkit in one file only', () => {
    const users = sources.filter(({ text }) => text.includes('webview-ui-toolkit')).map(({ name }) => name);
    assert.deepEqual(users, ['toolkit.ts']);
  });

  it('have the theme’s colours and none of their own', () => {
    const values = [...styles.matchAll(/:\s*([^;{}]+);/g)].map(([, value = '']) => value.replaceAll(/--[\w-]+/g, ''));
    assert.ok(values.length > 100);
    for (const value of values) {
      assert.doesNotMatch(value, /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|color-mix)\(|\b(?:black|white|red|gr[ae]y)\b/i);
    }
  });
});
