import assert from 'node:assert/strict';
import { matchPath, segmentsOf } from '../../../src/domain/matchPath.ts';

describe('the file that a path of another machine means', () => {
  const files = ['shop/src/pay/cart.ts', 'shop/src/old/cart.ts', 'tools/cart.ts', 'shop/src/index.ts'];

  it('is the one with the longest common end', () => {
    assert.deepEqual(matchPath('/app/src/pay/cart.ts', files), { files: ['shop/src/pay/cart.ts'], certain: true });
    assert.deepEqual(matchPath('C:\\app\\src\\pay\\cart.ts', files), {
      files: ['shop/src/pay/cart.ts'],
      certain: true,
    });
    assert.deepEqual(matchPath('./../src/pay/cart.ts', files), { files: ['shop/src/pay/cart.ts'], certain: true });
  });

  it('is one of several where they are as good as each other', () => {
    const all = ['shop/src/pay/cart.ts', 'shop/src/old/cart.ts', 'tools/cart.ts'];
    assert.deepEqual(matchPath('cart.ts', files), { files: all, certain: false });
  });

  it('is only a guess where the name is the same and the folder another', () => {
    assert.deepEqual(matchPath('lib/index.ts', files), { files: ['shop/src/index.ts'], certain: false });
    assert.deepEqual(matchPath('index.ts', files), { files: ['shop/src/index.ts'], certain: true });
  });

  it('is none where no file has the name', () => {
    assert.deepEqual(matchPath('src/pay/basket.ts', files), { files: [], certain: false });
  });

  it('is looked for inside, never above', () => {
    assert.deepEqual(segmentsOf('../../../etc/passwd'), ['etc', 'passwd']);
  });
});
