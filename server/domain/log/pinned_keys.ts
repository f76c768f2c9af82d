import { commitText } from '../seal.js';
import { originOf } from './checkpoint.js';
import type { VerifierKey } from './signed_note.js';
import { isOf, verifiesSignature } from './signed_note.js';

/** Most entries of one commit: a change of every field of a state, and of the members of each. */
const MAX_COMMIT_ENTRIES = 4096;

/** A space's tree, by the name under which it is signed. */
export interface TreeName {
  /** `<origin>/<space>`. */
  readonly name: string;
  readonly space: string;
}

/** What was signed of a commit, with its last entry. */
export interface SignedCommit {
  /** `seq` of its last entry. */
  readonly to: number;
  /** Hash of that entry, base64url. */
  readonly hash: string;
  /** Base64url of the key's id and the signature (N10.2). */
  readonly signature: string;
}

/** Those of the keys that sign the tree: its own, and those of its origin, which sign under its name (N10.6). */
export function keysOf({ name, space }: TreeName, pinned: readonly VerifierKey[]): readonly VerifierKey[] {
  if (!name.endsWith(originOf('', space))) return [];
  return pinned
    .filter((key) => key.name === name || originOf(key.name, space) === name)
    .map(({ publicKey }) => ({ name, publicKey }));
}

/**
 * The `seq` of the commit's first entry as one of the keys has signed it; `undefined`: none has.
 * @param signedTo `seq` of the last entry that was signed before, where that is known: commits follow one another
 */
export function signedFrom(
  keys: readonly VerifierKey[],
  { to, hash, signature }: SignedCommit,
  signedTo?: number,
): number | undefined {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature) return undefined;
  for (const key of keys) {
    if (!isOf(key, bytes)) continue;
    for (const from of firsts(to, signedTo)) {
      if (verifiesSignature(key, commitText(key.name, { from, to }, hash), bytes)) return from;
    }
  }
  return undefined;
}

/** Where the commit may begin, the likeliest first. */
function* firsts(to: number, signedTo: number | undefined): Generator<number> {
  const least = Math.max(1, to - MAX_COMMIT_ENTRIES + 1);
  if (signedTo === undefined) {
    for (let from = to; from >= least; from -= 1) yield from;
  } else {
    for (let from = Math.max(least, signedTo + 1); from <= to; from += 1) yield from;
  }
}
