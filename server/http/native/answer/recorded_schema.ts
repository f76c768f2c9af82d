import type { NativeRecorded, NativeRecordedBatch } from '../../../../common/native_ingest.js';
import { COUNT, listOf, named, objectOf, oneOf } from '../../openapi/json_schema.js';
import { problemSchema } from './problem_schema.js';
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

/** What became of one line of many. */
export const lineResultSchema = named(
  'NativeLineResult',
  objectOf<'line' | 'status'>(
    {
      line: { ...COUNT, minimum: 1 },
      status: oneOf('recorded', 'unchanged', 'duplicate', 'failed'),
    },
    {
      seq: { ...listOf(COUNT), description: 'Of `recorded`: the entries.' },
      problem: problemSchema,
    },
  ),
);

/** What a change writes that makes no difference. */
export const unchangedSchema = objectOf<keyof NativeRecorded>({
  entries: { type: 'array', maxItems: 0 },
  total,
});
