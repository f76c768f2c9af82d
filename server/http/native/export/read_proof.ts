import type { Seal } from '../../../domain/activity.js';
import type { Json, JsonObject } from '../../../domain/json.js';
import { isJsonObject } from '../../../domain/json.js';
import type { ClaimedLeaf } from '../../../services/integrity/exported/claimed_line.js';
import { readObject } from './read_object.js';

const SALT_BYTES = 32;
/** A signature under another name would be none. */
const MEMBERS: ReadonlySet<string> = new Set(['leaf', 'salt', 'salts', 'digests', 'signature']);

/** What is to prove an entry. */
export interface ClaimedProof {
  readonly seal: Seal;
  readonly leaf: ClaimedLeaf;
  /** The sort of change that the leaf says it is of. */
  readonly facet: string;
}

/** The members `hash` and `proof` of an entry (N10.1); `undefined`: they are none. */
export function readProof(hash: Json | undefined, proof: Json | undefined): ClaimedProof | undefined {
  if (!isJsonObject(proof) || typeof hash !== 'string' || typeof proof['leaf'] !== 'string') return undefined;
  if (!Object.keys(proof).every((name) => MEMBERS.has(name))) return undefined;
  const { salt, salts, digests, signature } = proof;
  if (signature !== undefined && typeof signature !== 'string') return undefined;
  // What is not looked at could be anything: there is one way to the salts.
  if (salt !== undefined && (salts !== undefined || !isBytes(salt, SALT_BYTES, 'base64url')))
    return undefined;
  if ((salts !== undefined && !isTexts(salts)) || (digests !== undefined && !isTexts(digests)))
    return undefined;
  const leaf = readObject(proof['leaf']);
  const { number, prev, facet } = leaf ?? {};
  if (!Number.isSafeInteger(number) || typeof prev !== 'string' || typeof facet !== 'string')
    return undefined;
  return {
    seal: { salt, salts, digests, hash, signature },
    leaf: { text: proof['leaf'], number: Number(number), prev },
    facet,
  };
}

/** Whether the text is of so many bytes, as it would be written. */
export function isBytes(
  text: Json | undefined,
  count: number,
  encoding: 'base64' | 'base64url',
): text is string {
  if (typeof text !== 'string') return false;
  const bytes = Buffer.from(text, encoding);
  return bytes.length === count && bytes.toString(encoding) === text;
}

function isTexts(value: Json): value is Readonly<Record<string, string>> & JsonObject {
  return isJsonObject(value) && Object.values(value).every((one) => typeof one === 'string');
}
