import type { NativeRecord } from '../../../../common/native.js';
import { BOOLEAN, COUNT, INSTANT, named, objectOf, TEXT } from '../../openapi/json_schema.js';
import { recordNameSchema } from './entry_schema.js';

/** A record at a glance (N3.2). */
export const recordSchema = named(
  'NativeRecord',
  objectOf<keyof NativeRecord>({
    record: recordNameSchema,
    number: { ...COUNT, description: 'Unique over all records.' },
    head: { ...COUNT, description: '`seq` of the newest entry.' },
    createdAt: INSTANT,
    lastAt: INSTANT,
    deleted: BOOLEAN,
    onHold: { ...BOOLEAN, description: 'Nothing of it may be erased.' },
    counts: { type: 'object', additionalProperties: COUNT, description: 'Entries by sort of change.' },
    integrity: objectOf(
      {
        sealed: { ...COUNT, description: 'Entries up to this `seq` are sealed.' },
        erasedParts: { ...COUNT, description: 'Values of its entries that are erased.' },
      },
      { hash: TEXT, signature: TEXT },
    ),
  }),
);
