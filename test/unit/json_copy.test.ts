import { expect } from 'chai';
import type { JsonObject } from '../../server/domain/json.js';
import { refuseLarge } from '../../server/services/recording/json_copy.js';

describe('a state that an earlier version let grow larger than there is room for', () => {
  const fields = (length: number): JsonObject =>
    Object.fromEntries(Array.from({ length }, (_, i) => [`f${String(i)}`, 'x']));
  const bytes = (length: number): JsonObject => ({ text: 'x'.repeat(length) });

  for (const [what, size] of [
    ['fields', (over: number) => fields(1000 + over)],
    ['bytes', (over: number) => bytes(1_048_576 + over)],
  ] as const) {
    it(`may have as many ${what} as before or fewer, not more`, () => {
      refuseLarge(size(20), 'the record', size(20));
      refuseLarge(size(19), 'the record', size(20));
      expect(() => {
        refuseLarge(size(21), 'the record', size(20));
      }).to.throw(what);
    });
  }
});
