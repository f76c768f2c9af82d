import type { ActorCounts } from './actor_count.js';
import type { Bucket } from './bucket_starts.js';
import type { Percentiles } from './percentiles.js';
import { percentilesOf } from './percentiles.js';
import type { RecordTimes } from './record_times.js';
import type { BucketCounts, SpaceTally } from './space_tally.js';
import type { SpaceFilter } from '../space_filter.js';

/** What is asked about a space (N9). */
export interface SpaceQuestion {
  readonly filter: SpaceFilter & { readonly from: Date; readonly to: Date };
  readonly bucket: Bucket;
  /** In which buckets begin. */
  readonly timeZone: string;
}

/** The figures of a part of the time. */
export interface BucketFigures extends BucketCounts {
  /** Records whose first entry is in it; the times are of these. */
  readonly created: number;
  readonly acknowledged: Percentiles;
  readonly resolved: Percentiles;
}

/** The figures of a space, of what the caller may see (N9). */
export interface SpaceFigures extends ActorCounts {
  readonly entries: number;
  /** All of the range, in their order. */
  readonly buckets: readonly BucketFigures[];
  readonly byKind: Readonly<Record<string, number>>;
  /** `false`: the times are not those of all records that were created. */
  readonly complete: boolean;
}

/** Puts together what rows tell and what the records do. */
export function spaceFigures(
  tally: SpaceTally,
  { byActor, others }: ActorCounts,
  times: readonly RecordTimes[],
): SpaceFigures {
  const byBucket: RecordTimes[][] = tally.buckets().map(() => []);
  for (const one of times) byBucket[one.record.bucket]?.push(one);
  return {
    entries: tally.entries,
    buckets: tally.buckets().map((counts, i) => ({ ...counts, ...timesOf(counts, byBucket[i] ?? []) })),
    ...{ byActor, others, byKind: tally.byKind() },
    complete: tally.created().areAll && times.every(({ isWhole }) => isWhole),
  };
}

function timesOf(
  { byType }: BucketCounts,
  times: readonly RecordTimes[],
): Omit<BucketFigures, keyof BucketCounts> {
  const known = (of: 'acknowledgedMs' | 'resolvedMs'): Percentiles =>
    percentilesOf(times.flatMap((one) => one.times[of] ?? []));
  return {
    created: byType['created'] ?? 0,
    acknowledged: known('acknowledgedMs'),
    resolved: known('resolvedMs'),
  };
}
