import type { Activity } from '../../../domain/activity.js';
import { hashOf, leafOf } from '../../../domain/seal.js';
import type { Problem } from './report.js';

/** Bytes of an entry's salt (N10.1). */
const SALT_BYTES = 32;

/** The entry before another one, as far as anything is known of it. */
export interface Predecessor {
  /** The hash that is stored with it. */
  readonly hash?: string | undefined;
  /** What else its hash may have been: what its content gives, what the log has. */
  readonly others: readonly string[];
}

/** The hash that the content of an entry gives behind one with the hash `prev`; `undefined`: it gives none. */
export function contentHash(entry: Activity, number: number, prev: string): string | undefined {
  if (!isWholeSalt(entry.seal?.salt)) return undefined;
  try {
    return hashOf(leafOf(entry, { number, prev }));
  } catch {
    // Whatever is stored where a value, a time or a salt should be.
    return undefined;
  }
}

/**
 * What is wrong with a sealed entry: its content gives another hash than the stored one, or it follows another entry
 * than the one before. The two are told apart where it is known what that one was.
 */
export function sealProblem(
  { entry, number }: { readonly entry: Activity; readonly number: number },
  before: Predecessor,
): Problem | undefined {
  const stored = entry.seal?.hash;
  if (stored === undefined) return undefined;
  const gives = (prev: string): boolean => contentHash(entry, number, prev) === stored;
  if (before.hash !== undefined && gives(before.hash)) return undefined;
  if (before.others.some(gives)) return 'chain-broken';
  return before.hash === undefined ? 'chain-broken' : 'hash-differs';
}

/** A salt that lost zeros at its end would give the same digests: HMAC fills keys up with zeros. */
function isWholeSalt(salt: string | undefined): boolean {
  return salt === undefined || Buffer.from(salt, 'base64url').byteLength === SALT_BYTES;
}
