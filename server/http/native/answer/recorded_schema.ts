import type { NativeRecorded, NativeRecordedBatch } from '../../../../common/native_ingest.js';
import { COUNT, listOf, named, objectOf } from '../../openapi/json_schema.js';
import { entrySchema, recordNameSchema } from './entry_schema.js';

const total = { ...COUNT, description: 'Length of the history behind it.' };

/** What a change wrote (N7.1). */
export const recordedSchema = named(
  'NativeRecorded',
  objectOf<keyof NativeRecorded>({ entries: listOf(entrySchema), total }),
);

/** What the changes of a batch wrote. */
export const recordedBatchSchema = named(
  'NativeRecordedBatch',
  objectOf<keyof NativeRecordedBatch>({
    results: listOf(
      objectOf<keyof NativeRecordedBatch['results'][number]>({
        record: recordNameSchema,
        ...{ entries: listOf(entrySchema), total },
      }),
    ),
  }),
);

/** What a change writes that makes no difference. */
export const unchangedSchema = objectOf<keyof NativeRecorded>({
  entries: { type: 'array', maxItems: 0 },
  total,
});
