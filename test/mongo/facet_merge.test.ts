import { expect } from 'chai';
import fc from 'fast-check';
import { countUpTo, narrow } from '../../server/stores/mongo/facet_merge.js';
import type { SeqLookup } from '../../server/stores/mongo/facet_merge.js';

/** A history as the facet of each entry, by `seq`. */
function aHistory(facets: readonly string[]): {
  seqs: Map<string, number[]>;
  lookup: SeqLookup;
  asked: () => number;
} {
  const seqs = new Map<string, number[]>();
  facets.forEach((facet, i) => {
    const list = seqs.get(facet);
    if (list === undefined) seqs.set(facet, [i + 1]);
    else list.push(i + 1);
  });
  let asked = 0;
  const lookup: SeqLookup = (facet, ordinals) => {
    asked += ordinals.length;
    return Promise.resolve(
      new Map(ordinals.map((ordinal) => [ordinal, seqs.get(facet)?.[ordinal - 1] ?? NaN])),
    );
  };
  return { seqs, lookup, asked: () => asked };
}

async function pageOf(
  facets: readonly string[],
  skip: number,
  length: number,
): Promise<{ page: number[]; read: number }> {
  const { seqs, lookup, asked } = aHistory(facets);
  const counts = new Map([...seqs].map(([facet, list]) => [facet, list.length]));
  const { spans, before } = await narrow(counts, { skip, length }, lookup);
  const found = spans.flatMap(({ facet, from, to }) => seqs.get(facet)?.slice(from - 1, to) ?? []);
  const page = found.sort((a, b) => a - b).slice(before, before + length);
  return { page, read: asked() + found.length };
}

describe('pages over several facets', () => {
  it('hold what a plain merge holds, wherever they lie and however the facets are mixed', async () => {
    const stretch = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 400 }));
    const history = fc.array(stretch, { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(
      history,
      fc.nat(3000),
      fc.integer({ min: 1, max: 30 }),
      async (parts, at, length) => {
        const facets = parts.flatMap(([facet, n]) => Array.from({ length: n }, () => facet));
        const skip = at % facets.length;
        const wanted = Array.from({ length: Math.min(length, facets.length - skip) }, (_, i) => skip + 1 + i);
        expect((await pageOf(facets, skip, wanted.length)).page).to.deep.equal(wanted);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('cost hundreds of index entries, not the history', async () => {
    const names = ['a', 'b', 'c'];
    const facets = Array.from({ length: 90_000 }, (_, i) => names[(i * 7 + (i >> 3)) % 3] ?? 'a');
    for (const skip of [0, 1, 100, 30_000, 45_000, 89_980]) {
      const { page, read } = await pageOf(facets, skip, 20);
      expect(page).to.deep.equal(Array.from({ length: 20 }, (_, i) => skip + 1 + i));
      expect(read, String(skip)).to.be.lessThan(900);
    }
  });

  it('are cut at an entry by looking up a few', async () => {
    const { lookup, asked } = aHistory(Array.from({ length: 10_000 }, (_, i) => (i % 3 === 0 ? 'a' : 'b')));
    for (const upTo of [0, 1, 2, 3, 4, 5000, 9999, 10_000]) {
      expect(await countUpTo('a', upTo, { low: 0, high: 3334 }, lookup)).to.equal(Math.ceil(upTo / 3));
    }
    expect(asked()).to.be.lessThan(8 * 32 * 4);
  });
});
