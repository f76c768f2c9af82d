import type { NativeComment, NativeDiff, NativeState } from '../../../../common/native_state.js';
import {
  ANY_OBJECT,
  COUNT,
  INSTANT,
  listOf,
  named,
  objectOf,
  oneOf,
  TEXT,
} from '../../openapi/json_schema.js';
import { recordNameSchema } from './entry_schema.js';

const commentSchema = named(
  'NativeComment',
  objectOf<keyof NativeComment>({ id: TEXT, createdSeq: COUNT, updatedSeq: COUNT, comment: ANY_OBJECT }),
);

/** A record as it was (N3.2). */
export const stateSchema = named(
  'NativeState',
  objectOf<keyof NativeState>({
    ...{ record: recordNameSchema, seq: COUNT, at: INSTANT },
    state: { ...ANY_OBJECT, description: 'The record\'s fields; an erased value is `{ "erased": true }`.' },
    comments: listOf(commentSchema),
  }),
);

const netChange = {
  anyOf: [
    objectOf({ field: TEXT, before: {}, after: {} }, { key: TEXT }),
    objectOf({ field: TEXT, verb: oneOf('added', 'removed'), items: listOf({}) }),
  ],
};

/** What has changed between two moments (N3.2). */
export const diffSchema = named(
  'NativeDiff',
  objectOf<keyof NativeDiff>({
    ...{ from: COUNT, to: COUNT },
    entries: { ...COUNT, description: 'How many entries lie between.' },
    changes: listOf(netChange),
    comments: objectOf<keyof NativeDiff['comments']>({
      ...{ created: listOf(TEXT), updated: listOf(TEXT), deleted: listOf(TEXT) },
    }),
  }),
);
