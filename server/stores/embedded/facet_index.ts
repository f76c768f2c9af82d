import { ActivityError } from '../../domain/errors.js';
import type { Database } from './database.js';

/** Entries that may be read too many: reading so many costs less than looking where to begin. */
const SLACK = 256;

/** Of one facet: how many of its entries are certainly before the border, and how many at most. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The entries of one facet by ordinal: 1, 2, 3 ... up to the count in the head. */
export class FacetIndex {
  readonly count: number;
  readonly #db: Database;
  readonly #key: (ordinal: number) => Buffer;

  constructor(db: Database, key: (ordinal: number) => Buffer, count: number) {
    this.#db = db;
    this.#key = key;
    this.count = count;
  }

  /** The same without the entries that are newer than this `seq`. */
  upTo(seq: number): FacetIndex {
    const count = this.countUpTo(seq, { low: 0, high: this.count });
    return new FacetIndex(this.#db, this.#key, count);
  }

  /** How many entries have at most this `seq`, as far as that is within the bounds. */
  countUpTo(seq: number, { low, high }: Bounds): number {
    let [least, most] = [low, high];
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (this.seq(middle) <= seq) least = middle;
      else most = middle - 1;
    }
    return least;
  }

  /** The `seq` of one entry. */
  seq(ordinal: number): number {
    const value = this.#db.get(this.#key(ordinal));
    if (value === undefined) throw damaged();
    return Number(value);
  }

  /** The `seq` of a range of ordinals, both ends included. */
  seqs(from: number, to: number): number[] {
    if (from > to) return [];
    const seqs: number[] = [];
    for (const { value } of this.#db.getRange({ start: this.#key(from), end: this.#key(to + 1) })) {
      seqs.push(Number(value));
    }
    if (seqs.length !== to - from + 1) throw damaged();
    return seqs;
  }
}

/**
 * The `seq` of the `size` oldest entries of all facets together after the `skip` oldest ones. A late page costs
 * as an early one, up to the logarithm of the history's length.
 * @throws INTERNAL_ERROR when there are not that many
 */
export function oldestAfter(indexes: readonly FacetIndex[], skip: number, size: number): number[] {
  const bounds = narrow(indexes, skip);
  const found = indexes.flatMap((index, i) => {
    const { low, high } = bounds[i] ?? { low: 0, high: 0 };
    return index.seqs(low + 1, Math.min(index.count, high + size));
  });
  const first = skip - sum(bounds.map(({ low }) => low));
  const page = found.sort((a, b) => a - b).slice(first, first + size);
  if (page.length !== size) throw damaged();
  return page;
}

/** How many entries of each facet are among the `skip` oldest of all: exactly, or so that little is left open. */
function narrow(indexes: readonly FacetIndex[], skip: number): readonly Bounds[] {
  const after = sum(indexes.map(({ count }) => count)) - skip;
  let bounds: readonly Bounds[] = indexes.map(({ count }) => ({
    low: Math.max(0, count - after),
    high: Math.min(count, skip),
  }));
  for (;;) {
    const open = bounds.map(({ low, high }) => high - low);
    if (indexes.length === 1 || sum(open) <= SLACK) return bounds;
    const widest = open.indexOf(Math.max(...open));
    bounds = halve(indexes, bounds, { widest, skip });
  }
}

/** Looks at the middle of the widest bounds: it is among the `skip` oldest, or it is not. */
function halve(
  indexes: readonly FacetIndex[],
  bounds: readonly Bounds[],
  { widest, skip }: { readonly widest: number; readonly skip: number },
): readonly Bounds[] {
  const { low, high } = bounds[widest] ?? { low: 0, high: 0 };
  const middle = Math.ceil((low + high) / 2);
  const seq = indexes[widest]?.seq(middle) ?? 0;
  const counts = indexes.map((index, i) =>
    i === widest ? middle : index.countUpTo(seq, bounds[i] ?? { low: 0, high: 0 }),
  );
  const within = sum(counts) <= skip;
  return bounds.map((bound, i) => {
    const count = counts[i] ?? 0;
    if (within) return { low: count, high: bound.high };
    return { low: bound.low, high: i === widest ? count - 1 : count };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function damaged(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'The index of the stored history has a gap.');
}
