import type {
  NativeBucket,
  NativePercentiles,
  NativeRecordStatistics,
  NativeSpaceStatistics,
  NativeValueTime,
} from '../../../../common/native_statistics.js';
import { ACTOR_KINDS } from '../../../domain/activity.js';
import {
  BOOLEAN,
  COUNT,
  INSTANT,
  listOf,
  named,
  objectOf,
  oneOf,
  orNull,
  TEXT,
} from '../../openapi/json_schema.js';
import { recordNameSchema } from './entry_schema.js';

const counts = { type: 'object', additionalProperties: COUNT };

const actorCounts = {
  ...listOf({
    anyOf: [
      objectOf({ username: TEXT, entries: COUNT }),
      objectOf({ kind: oneOf(...ACTOR_KINDS), entries: COUNT }),
    ],
  }),
  description: 'The largest first, at most 100; who has no user name is told by kind.',
};
const others = { ...COUNT, description: 'Entries of all other actors.' };

const valueTime = objectOf<keyof NativeValueTime>({
  ...{ value: {}, ms: COUNT, visits: COUNT },
  current: { ...BOOLEAN, description: 'Whether the field has it now.' },
});

const time = { ...orNull(COUNT), description: 'In milliseconds; null: it has not happened.' };

/** The figures of one record (N9). */
export const recordStatisticsSchema = named(
  'NativeRecordStatistics',
  objectOf<keyof NativeRecordStatistics>({
    ...{ record: recordNameSchema, total: COUNT, byType: counts, byActor: actorCounts, others },
    byDay: listOf(objectOf({ day: { ...TEXT, format: 'date' }, entries: COUNT })),
    timeIn: objectOf<'field' | 'values'>(
      { field: TEXT, values: listOf(valueTime) },
      { others: objectOf({ ms: COUNT, visits: COUNT }) },
    ),
    ...{ timeToAcknowledgeMs: time, timeToResolveMs: time, reopened: COUNT },
    complete: { ...BOOLEAN, description: 'False: what needs a scan is of the oldest entries only.' },
  }),
);

const percentiles = objectOf<keyof NativePercentiles>({
  ...{ count: COUNT, p50Ms: orNull(COUNT), p90Ms: orNull(COUNT) },
});

const bucket = objectOf<keyof NativeBucket>({
  ...{ start: INSTANT, entries: COUNT, byType: counts },
  created: { ...COUNT, description: 'Records that were created in it; the times are theirs.' },
  ...{ acknowledged: percentiles, resolved: percentiles },
});

/** The figures of a space (N9). */
export const spaceStatisticsSchema = named(
  'NativeSpaceStatistics',
  objectOf<keyof NativeSpaceStatistics>({
    ...{ entries: COUNT, buckets: listOf(bucket), byActor: actorCounts, others, byKind: counts },
    complete: { ...BOOLEAN, description: 'False: the times are not those of all records created.' },
  }),
);
