import type {
  NativeConsistency,
  NativeKey,
  NativeKeys,
  NativeProof,
} from '../../../../common/native_proofs.js';
import { COUNT, INSTANT, listOf, named, objectOf, TEXT } from '../../openapi/json_schema.js';

const HASHES = { ...listOf(TEXT), description: 'Hashes, base64 (RFC 9162).' };

/** What shows that an entry is in the log (N10.4). */
export const proofSchema = named(
  'NativeProof',
  objectOf<Exclude<keyof NativeProof, 'checkpoint'>>(
    {
      leaf: { ...TEXT, description: 'What was hashed: canonical JSON (RFC 8785).' },
      hash: { ...TEXT, description: 'Hash of the leaf, base64url.' },
      ...{ position: COUNT, size: COUNT, path: HASHES },
    },
    { checkpoint: { ...TEXT, description: 'A signed note (C2SP `tlog-checkpoint`) of that size.' } },
  ),
);

/** That the log goes on from what it was (N10.3). */
export const consistencySchema = named(
  'NativeConsistency',
  objectOf<keyof NativeConsistency>({ from: COUNT, to: COUNT, proof: HASHES }),
);

const keySchema = objectOf<'vkey' | 'signs'>(
  { vkey: { ...TEXT, description: 'As C2SP signed notes write it.' }, signs: { type: 'boolean' } },
  { from: INSTANT, until: INSTANT } satisfies Record<Exclude<keyof NativeKey, 'vkey' | 'signs'>, object>,
);

/** The keys of the origin (N10.3). */
export const keysSchema = named(
  'NativeKeys',
  objectOf<keyof NativeKeys>({ origin: TEXT, keys: listOf(keySchema) }),
);
