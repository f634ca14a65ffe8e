import assert from 'node:assert/strict';
import { emptyDraft, keptFor, type Kept } from '../../../webview/draft.ts';

const ref = { connection: 'helpdesk', id: '4711' };
const kept: Kept = { ref, draft: { id: 'd1', text: 'half a', audience: 'public' }, sentIn: 'life' };

describe('what is kept while the page is hidden', () => {
  it('is the draft, its audience, and whether it was on its way', () => {
    assert.deepEqual(keptFor(ref, JSON.parse(JSON.stringify(kept))), kept);
  });

  it('is not taken for another ticket', () => {
    assert.equal(keptFor({ connection: 'helpdesk', id: '4712' }, kept), undefined);
    assert.equal(keptFor({ connection: 'other', id: '4711' }, kept), undefined);
  });

  it('is left alone where it is of another version of the page, or nothing', () => {
    for (const stored of [undefined, null, 'x', { ref }, { ...kept, draft: { text: 'x' } }]) {
      assert.equal(keptFor(ref, stored), undefined);
    }
  });
});

describe('a new draft', () => {
  it('is internal: a remark must not reach the requester by default', () => {
    assert.equal(emptyDraft().audience, 'internal');
  });

  it('has a name of its own', () => {
    assert.notEqual(emptyDraft().id, emptyDraft().id);
  });
});
