import { MAX_SEQ } from '../../../../common/constants.js';
import type { Activity } from '../../../domain/activity.js';
import { facetOf, unescapedFacetOf } from '../../../domain/activity.js';
import type { RecordHead } from '../../../domain/record.js';

/** Whether the head counts entries at all: whatever may be stored there. */
export function isCounting({ seq, number, chain, erasedParts = 0 }: RecordHead): boolean {
  const counts = [number, seq, chain?.seq ?? 0, chain?.adopted ?? 0, erasedParts];
  return counts.every((value) => Number.isSafeInteger(value) && value >= 0) && seq <= MAX_SEQ;
}

/**
 * Whether the head's chain ends where it should: with the last entry, or with the last that is adopted while others
 * wait for that. A record without chain was never sealed.
 */
export function isChainWhole({ seq, chain }: RecordHead): boolean {
  if (chain === undefined) return true;
  const { adopted } = chain;
  if (adopted !== undefined && (adopted < 1 || adopted > chain.seq)) return false;
  return chain.seq === seq || (chain.seq < seq && adopted === chain.seq);
}

/** Whether the head tells the newest entry's time and owner. */
export function tellsOf({ lastAt, owner }: RecordHead, newest: Activity): boolean {
  return Number(lastAt) === Number(newest.at) && owner === newest.owner;
}

/** Counts facets of entries, to compare them with what a head counts. */
export class FacetCounts {
  readonly #most = new Map<string, number>();

  add({ change }: Activity): void {
    // Heads of before count facets as they were written then.
    for (const facet of new Set([facetOf(change), unescapedFacetOf(change)])) {
      this.#most.set(facet, (this.#most.get(facet) ?? 0) + 1);
    }
  }

  /** Whether the head counts what was added, when that is its whole history. */
  are({ counts, seq }: RecordHead): boolean {
    const told = Object.entries(counts);
    const isSound = told.every(([facet, count]) => count <= (this.#most.get(facet) ?? 0));
    return isSound && told.reduce((sum, [, count]) => sum + count, 0) === seq;
  }
}
