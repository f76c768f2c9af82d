import { expect } from 'chai';
import { KnownPartitions } from '../../server/stores/mongo/lists/known_partitions.js';

describe('known partitions', () => {
  it('are bounded: the one that was asked for the longest ago goes first', () => {
    const known = new KnownPartitions();
    known.add(['a', 'b']);
    for (let i = 0; i < 9_998; i += 1) known.add([String(i)]);
    expect(known.among(['a', 'x'])).to.deep.equal({ known: ['a'], others: ['x'] });
    known.add(['one more']);
    expect(known.among(['a', 'b', 'x'])).to.deep.equal({ known: ['a'], others: ['b', 'x'] });
  });
});
