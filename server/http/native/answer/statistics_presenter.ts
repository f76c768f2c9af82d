import type {
  NativeBucket,
  NativePercentiles,
  NativeRecordStatistics,
  NativeSpaceStatistics,
} from '../../../../common/native_statistics.js';
import { dateText } from '../../../services/history/statistics/local_days.js';
import type { Percentiles } from '../../../services/history/statistics/percentiles.js';
import type { RecordFigures } from '../../../services/history/statistics/record_statistics.js';
import type { BucketFigures, SpaceFigures } from '../../../services/history/statistics/space_statistics.js';
import { toRecordName } from './entry_presenter.js';

/** The figures of one record (N9). */
export function toRecordStatistics(field: string, figures: RecordFigures): NativeRecordStatistics {
  const { head, total, byType, byActor, others, byDay, timeIn, acknowledgedMs, resolvedMs } = figures;
  const { reopened, complete } = figures;
  return {
    ...{ record: toRecordName(head.subject, head.owner), total, byType, byActor, others },
    byDay: byDay.map(({ day, entries }) => ({ day: dateText(day), entries })),
    timeIn: {
      ...{ field, values: timeIn.values },
      ...(timeIn.others !== undefined && { others: timeIn.others }),
    },
    ...{ timeToAcknowledgeMs: acknowledgedMs ?? null, timeToResolveMs: resolvedMs ?? null },
    ...{ reopened, complete },
  };
}

/** The figures of a space (N9). */
export function toSpaceStatistics({ buckets, ...figures }: SpaceFigures): NativeSpaceStatistics {
  const { entries, byActor, others, byKind, complete } = figures;
  return { entries, buckets: buckets.map(toBucket), byActor, others, byKind, complete };
}

function toBucket({ start, entries, byType, created, acknowledged, resolved }: BucketFigures): NativeBucket {
  return {
    ...{ start: new Date(start).toISOString(), entries, byType, created },
    ...{ acknowledged: toPercentiles(acknowledged), resolved: toPercentiles(resolved) },
  };
}

function toPercentiles({ count, p50Ms, p90Ms }: Percentiles): NativePercentiles {
  return { count, p50Ms: p50Ms ?? null, p90Ms: p90Ms ?? null };
}
