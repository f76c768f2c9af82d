import { expect } from 'chai';
import { ReadAhead } from '../../server/services/history/read_ahead.js';

describe('how many entries are read at once', () => {
  it('are few at first, when nobody knows how large they are', () => {
    expect([1, 7, 1_000].map((room) => new ReadAhead().next(room))).to.deep.equal([1, 7, 20]);
  });

  it('are what is wanted where all match, and more where few do, within a bound', () => {
    const [all, few, none] = [new ReadAhead(), new ReadAhead(), new ReadAhead()];
    all.done({ rows: 20, found: 20, weight: 2_000 });
    few.done({ rows: 20, found: 4, weight: 2_000 });
    none.done({ rows: 20, found: 0, weight: 0 });
    expect([all, few, none].map((ahead) => ahead.next(30))).to.deep.equal([30, 126, 200]);
  });

  it('are fewer where entries are large, one at least', () => {
    const [large, huge] = [new ReadAhead(), new ReadAhead()];
    large.done({ rows: 20, found: 20, weight: 20 * 2 ** 20 });
    huge.done({ rows: 1, found: 0, weight: 2 ** 30 });
    expect([large, huge].map((ahead) => ahead.next(100))).to.deep.equal([4, 1]);
  });
});
