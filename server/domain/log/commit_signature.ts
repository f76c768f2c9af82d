import type { SeqRange } from '../record.js';
import { commitText } from '../seal.js';
import type { VerifierKey } from './signed_note.js';
import { isOf, verifiesSignature } from './signed_note.js';

/** What was signed of a commit, with its last entry. */
export interface SignedCommit extends Pick<SeqRange, 'to'> {
  /** Hash of the entry `to`, base64url. */
  readonly hash: string;
  /** Base64url of the key's id and the signature (N10.2). */
  readonly signature: string;
}

/** Tells whether a commit is signed right when it begins with an entry: which one that is, is said nowhere (N10.2). */
export type CommitCheck = (from: number) => boolean;

/** The check of a commit; `undefined`: no key of these has signed it. @param keys of the space */
export function commitCheck(
  keys: readonly VerifierKey[],
  { to, hash, signature }: SignedCommit,
): CommitCheck | undefined {
  const bytes = Buffer.from(signature, 'base64url');
  // Written in one way only, so that no character of it may be another one.
  if (bytes.toString('base64url') !== signature) return undefined;
  const signers = keys.filter((key) => isOf(key, bytes));
  if (signers.length === 0) return undefined;
  return (from) =>
    signers.some((key) => verifiesSignature(key, commitText(key.name, { from, to }, hash), bytes));
}
