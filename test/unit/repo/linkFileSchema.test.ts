import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { schemaText } from '../../../scripts/generateSchema.ts';

describe('the JSON schema of the link file', () => {
  it('is the one that the schemas in the code give: if not, run "npm run generate"', () => {
    const file = new URL('../../../schemas/footbridge.schema.json', import.meta.url);
    assert.equal(readFileSync(file, 'utf8'), schemaText());
  });
});
