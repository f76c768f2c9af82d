import type {
  NativeActor,
  NativeEntry,
  NativeEntryPage,
  NativeSeal,
  NativeRecordName,
} from '../../../../common/native.js';
import { ACTOR_KINDS } from '../../../domain/activity.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import {
  ANY_OBJECT,
  BOOLEAN,
  COUNT,
  INSTANT,
  listOf,
  named,
  objectOf,
  oneOf,
  TEXT,
} from '../../openapi/json_schema.js';
import { ENTRY_TYPES } from '../request/entry_query.js';

/** Which record something is about. */
export const recordNameSchema = named(
  'NativeRecordName',
  objectOf<keyof NativeRecordName>({ space: TEXT, kind: TEXT, id: TEXT, owner: TEXT }),
);

const actorSchema = named(
  'NativeActor',
  objectOf<'kind'>({ kind: oneOf(...ACTOR_KINDS) }, {
    username: TEXT,
    fullName: TEXT,
    email: TEXT,
    profileUid: TEXT,
    picture: TEXT,
    erased: { const: true },
  } satisfies Record<Exclude<keyof NativeActor, 'kind'>, JsonSchema>),
);

const sealSchema = named(
  'NativeSeal',
  objectOf<'leaf'>({ leaf: { ...TEXT, description: 'Canonical JSON (N10.1).' } }, {
    salt: TEXT,
    salts: ANY_OBJECT,
    digests: ANY_OBJECT,
    signature: TEXT,
  } satisfies Record<Exclude<keyof NativeSeal, 'leaf'>, JsonSchema>),
);

type Required = 'seq' | 'id' | 'at' | 'record' | 'actor' | 'type' | 'change';

/** One entry (N2). */
export const entrySchema = named(
  'NativeEntry',
  objectOf<Required>(
    {
      seq: { ...COUNT, minimum: 1 },
      id: TEXT,
      at: INSTANT,
      record: recordNameSchema,
      actor: actorSchema,
      type: { ...oneOf(...ENTRY_TYPES), description: 'Accept unknown ones.' },
      change: { ...ANY_OBJECT, description: 'What happened, by `type` (N2).' },
    },
    {
      position: COUNT,
      context: ANY_OBJECT,
      erased: listOf(TEXT),
      text: { ...TEXT, description: 'A sentence in the language of the answer. Plain text: escape it.' },
      ago: TEXT,
      hash: { ...TEXT, description: 'SHA-256 of the leaf (N10.1), base64url; with `include=proof`.' },
      proof: sealSchema,
      path: { ...listOf(TEXT), description: 'To the checkpoint of an export with proofs, base64.' },
    } satisfies Record<Exclude<keyof NativeEntry, Required>, JsonSchema>,
  ),
);

/** A query-only reference. */
export const referenceSchema: JsonSchema = { ...TEXT, pattern: '^\\?' };

type PageRequired = 'head' | 'complete' | 'newer';

/** A page of one record's entries (N3.1). */
export const entryPageSchema = named(
  'NativeEntryPage',
  objectOf<keyof NativeEntryPage>({
    entries: listOf(entrySchema),
    page: objectOf<PageRequired>(
      {
        head: { ...COUNT, description: 'Newest `seq` when the page was read.' },
        complete: { ...BOOLEAN, description: 'False: the page ended early, more may match behind `next`.' },
        newer: { ...referenceSchema, description: 'What arrived since: poll it.' },
      },
      {
        first: COUNT,
        last: COUNT,
        total: { ...COUNT, description: 'How many match; absent where that would need a scan.' },
        next: { ...referenceSchema, description: 'Absent at the end.' },
      } satisfies Record<Exclude<keyof NativeEntryPage['page'], PageRequired>, JsonSchema>,
    ),
  }),
);
