import { expect } from 'chai';
import fc from 'fast-check';
import type { StoreStart } from '../../server/services/integrity/whole/store_start.js';
import { formatStart, parseStart } from '../../server/services/integrity/whole/store_start.js';

const name = fc.string({ minLength: 1, unit: 'binary' });
const count = fc.nat();

const start: fc.Arbitrary<StoreStart> = fc.oneof(
  fc.constant({ after: undefined }),
  fc.record({ after: fc.record({ space: name, kind: name, id: name }) }),
  fc.record({
    log: fc.record({
      space: name,
      from: fc.record({ start: count, erased: count }, { requiredKeys: ['start'] }),
    }),
  }),
);

describe('where verifying a store goes on', () => {
  it('is one word, which is read as it was written', () => {
    fc.assert(
      fc.property(start, (one) => {
        const word = formatStart(one);
        expect(word).to.match(/^[\w:/.!~*'()%-]+$/);
        expect(parseStart(word)).to.deep.equal(one);
      }),
    );
  });

  it('is nothing else', () => {
    for (const word of [
      '',
      'log',
      'log:a',
      'log:a:b',
      'log:%:1',
      'record:a/b',
      'record:a/b/%E0',
      'record:a/b/c/d',
    ])
      expect(parseStart(word), word).to.equal(undefined);
    fc.assert(fc.property(fc.string(), (text) => void parseStart(text)));
  });
});
