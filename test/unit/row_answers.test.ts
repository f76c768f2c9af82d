import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { answersOf } from '../../server/services/history/answers_of.js';

const ITEMS = Array.from({ length: 40 }, (_, i) => i);

describe('answers for many items', () => {
  it('come in the order of the items, and no more than so many are under way', async () => {
    let [underWay, most] = [0, 0];
    const answers = await answersOf(ITEMS, 7, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let i = item % 3; i >= 0; i -= 1) await turn();
      underWay -= 1;
      return item * 2;
    });
    expect(answers).to.deep.equal(ITEMS.map((item) => item * 2));
    expect(most).to.equal(7);
  });

  it('are none when one of them fails, and nothing is begun after it', async () => {
    const begun: number[] = [];
    const failed = await answersOf(ITEMS, 4, async (item) => {
      begun.push(item);
      await turn();
      if (item === 2) throw new Error('broken');
    }).catch((error: unknown) => error);
    expect(failed).to.have.property('message', 'broken');
    for (let i = 0; i < 5; i += 1) await turn();
    expect(begun.length).to.be.below(9);
  });

  it('are none for no items', async () => {
    expect(await answersOf([], 4, () => Promise.reject(new Error('never')))).to.deep.equal([]);
  });
});
