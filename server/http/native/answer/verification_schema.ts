import type {
  NativeSpaceProblem,
  NativeSpaceVerification,
  NativeVerification,
} from '../../../../common/native_verification.js';
import { PROBLEMS } from '../../../services/integrity/verification/report.js';
import { COUNT, listOf, named, objectOf, TEXT } from '../../openapi/json_schema.js';

const PROBLEM = { ...TEXT, enum: [...PROBLEMS] };
const VALID = { type: 'boolean', description: 'Whether there are no problems.' };
const COMPLETE = { type: 'boolean', description: 'False: it goes on with `next`.' };
const NEXT = { ...TEXT, description: 'Query of the next part.' };

/** What a part of a record's history is worth (N10.4). */
export const verificationSchema = named(
  'NativeVerification',
  objectOf<Exclude<keyof NativeVerification, 'hash' | 'next'>>(
    {
      valid: VALID,
      ...{ entries: COUNT, from: COUNT, to: COUNT, erasedParts: COUNT, adopted: COUNT },
      ...{ signed: COUNT, unsigned: COUNT, inLog: COUNT },
      problems: listOf(objectOf<'seq' | 'problem'>({ seq: COUNT, problem: PROBLEM })),
      complete: COMPLETE,
    },
    { hash: { ...TEXT, description: 'Of the entry `to`, base64url.' }, next: NEXT },
  ),
);

const spaceProblem = objectOf<'position' | 'problem'>({ position: COUNT, problem: PROBLEM }, {
  record: objectOf<'kind' | 'id'>({ kind: TEXT, id: TEXT }),
  seq: COUNT,
} satisfies Record<Exclude<keyof NativeSpaceProblem, 'position' | 'problem'>, object>);

/** What a part of a space's log is worth (N10.4). */
export const spaceVerificationSchema = named(
  'NativeSpaceVerification',
  objectOf<Exclude<keyof NativeSpaceVerification, 'root' | 'checkpoint' | 'next'>>(
    {
      valid: VALID,
      ...{ size: COUNT, start: COUNT, end: COUNT, entries: COUNT, erased: COUNT, adopted: COUNT },
      problems: listOf(spaceProblem),
      complete: COMPLETE,
    },
    {
      root: { ...TEXT, description: 'Of the tree that the tiles make, base64.' },
      checkpoint: { ...COUNT, description: 'Size of the newest checkpoint that is kept.' },
      next: NEXT,
    },
  ),
);
