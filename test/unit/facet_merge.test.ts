import { expect } from 'chai';
import fc from 'fast-check';
import { facetPage } from '../../server/domain/facet_merge.js';
import type { FacetRange } from '../../server/domain/facet_merge.js';
import { searchLater, searchNow } from '../../server/domain/facet_search.js';
import type { Found, Probes } from '../../server/domain/facet_search.js';

/** A history as the facet of each entry, by `seq`, and how much of it was read. */
class History {
  readonly seqs = new Map<string, number[]>();
  readonly seq: number;
  read = 0;

  constructor(facets: readonly string[]) {
    this.seq = facets.length;
    facets.forEach((facet, i) => {
      this.seqs.set(facet, [...(this.seqs.get(facet) ?? []), i + 1]);
    });
  }

  get counts(): Map<string, number> {
    return new Map([...this.seqs].map(([facet, list]) => [facet, list.length]));
  }

  look(probes: Probes): Found {
    return new Map(
      [...probes].map(([facet, ordinals]) => {
        this.read += ordinals.length;
        return [facet, new Map(ordinals.map((n) => [n, this.seqs.get(facet)?.[n - 1] ?? NaN]))];
      }),
    );
  }

  page(range: FacetRange, probes: number): number[] {
    const { counts, seq } = this;
    const search = facetPage({ counts, seq, probes }, range);
    const { spans, before, length } = searchNow(search, (asked) => this.look(asked));
    const found = spans.flatMap(({ facet, from, to }) => this.seqs.get(facet)?.slice(from - 1, to) ?? []);
    this.read += found.length;
    return found.sort((a, b) => a - b).slice(before, before + length);
  }
}

describe('pages over several facets', () => {
  it('hold what a plain merge holds, wherever they lie and however the facets are mixed', () => {
    const stretch = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 400 }));
    const property = fc.property(
      fc.array(stretch, { minLength: 1, maxLength: 12 }),
      fc.record({
        order: fc.constantFrom('asc' as const, 'desc' as const),
        skip: fc.nat(3000),
        limit: fc.integer({ min: 1, max: 30 }),
        upTo: fc.option(fc.nat(3000), { nil: undefined }),
      }),
      fc.constantFrom(1, 8, 32),
      (parts, range, probes) => {
        const facets = parts.flatMap(([facet, n]) => Array.from({ length: n }, () => facet));
        const newest = Math.min(range.upTo ?? facets.length, facets.length);
        const all = Array.from({ length: newest }, (_, i) => i + 1);
        const ordered = range.order === 'asc' ? all : all.reverse();
        const wanted = ordered.slice(range.skip, range.skip + range.limit).sort((a, b) => a - b);
        expect(new History(facets).page(range, probes)).to.deep.equal(wanted);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  for (const probes of [4, 8, 32]) {
    it(`cost hundreds of index entries, not the history, with ${String(probes)} at a time`, () => {
      const names = ['a', 'b', 'c'];
      const facets = Array.from({ length: 30_000 }, (_, i) => names[(i * 7 + (i >> 3)) % 3] ?? 'a');
      const history = new History(facets);
      for (const skip of [0, 1, 100, 10_000, 15_000, 29_980]) {
        history.read = 0;
        const page = history.page({ order: 'asc', skip, limit: 20 }, probes);
        expect(page).to.deep.equal(Array.from({ length: 20 }, (_, i) => skip + 1 + i));
        expect(history.read, String(skip)).to.be.lessThan(900);
      }
    });

    it(`are cut at an entry by looking up a few, ${String(probes)} at a time`, () => {
      const facets = Array.from({ length: 10_000 }, (_, i) => (i % 3 === 0 ? 'a' : 'b'));
      for (const upTo of [0, 1, 2, 3, 4, 5000, 9999, 10_000]) {
        const history = new History(facets);
        const page = history.page({ order: 'desc', skip: 0, limit: 5, upTo }, probes);
        expect(page.at(-1) ?? 0).to.equal(upTo);
        expect(history.read).to.be.lessThan(900);
      }
    });
  }

  it('are the same where a look takes time', async () => {
    const history = new History(Array.from({ length: 4_000 }, (_, i) => (i % 2 === 0 ? 'a' : 'b')));
    const range = { order: 'desc', skip: 1_000, limit: 20, upTo: 3_500 } as const;
    const { counts, seq } = history;
    const look = (probes: Probes): Promise<Found> => Promise.resolve(history.look(probes));
    const later = await searchLater(facetPage({ counts, seq, probes: 32 }, range), look);
    expect(later).to.deep.equal(
      searchNow(facetPage({ counts, seq, probes: 32 }, range), (probes) => history.look(probes)),
    );
  });
});
