import { LRUCache } from 'lru-cache';
import type { SignedCommit } from '../../../domain/log/commit_signature.js';
import { commitCheck } from '../../../domain/log/commit_signature.js';
import type { VerifierKey } from '../../../domain/log/signed_note.js';
import { NO_ENTRY } from '../../../domain/seal.js';

/** Records whose newest entry is remembered, those that were read last: some 20 MB. */
const MAX_RECORDS = 100_000;

/** Most entries of one commit: a change of every field of a state, and of the members of each. */
const MAX_COMMIT_ENTRIES = 4096;

/** An entry as a link of its record's chain. */
interface Link {
  /** The record's number. */
  readonly number: number;
  readonly seq: number;
  readonly hash: string;
  readonly prev: string;
  readonly signature?: string | undefined;
}

/** What a link says of those before it. */
interface Followed {
  /** Of what is wrong: its `seq`, which of `unsigned` is that of the first entry in no commit that is signed. */
  readonly problems: readonly {
    readonly seq: number;
    readonly problem: 'chain-broken' | 'signature-wrong' | 'unsigned';
  }[];
  /** Whether the entry before it is known, or there is none. */
  readonly chained: boolean;
  /** Entries that are now known to lie in a commit that is signed. */
  readonly signed: number;
}

/** Neighbours that were read one behind the other, up to the last. */
interface Run {
  readonly first: number;
  readonly seq: number;
  readonly hash: string;
  /** The last of them that lies in a commit that is signed. */
  readonly signedTo?: number | undefined;
}

/** Follows the chains of records from entry to entry, in the order in which an export has them (N10.2). */
export class RecordChains {
  readonly #keys: readonly VerifierKey[];
  readonly #runs = new LRUCache<number, Run>({ max: MAX_RECORDS });

  /** @param keys those that have signed; none: signatures are not looked at */
  constructor(keys: readonly VerifierKey[]) {
    this.#keys = keys;
  }

  /** Where the entry before is not known, or not a neighbour, nothing is said of the chain. */
  follow({ number, seq, hash, prev, signature }: Link): Followed {
    const before = this.#runs.get(number);
    const run = before?.seq === seq - 1 ? before : undefined;
    const expected = seq === 1 ? NO_ENTRY : run?.hash;
    const isBroken = expected !== undefined && expected !== prev;
    const problems: Followed['problems'][number][] = isBroken ? [{ seq, problem: 'chain-broken' }] : [];
    const next: Run = { first: run?.first ?? seq, seq, hash, signedTo: run?.signedTo };
    this.#runs.set(number, next);
    const chained = expected !== undefined;
    if (signature === undefined || this.#keys.length === 0) return { problems, chained, signed: 0 };
    const from = this.#signedFrom({ to: seq, hash, signature }, run?.signedTo);
    if (from === undefined) {
      return { problems: [...problems, { seq, problem: 'signature-wrong' }], chained, signed: 0 };
    }
    this.#runs.set(number, { ...next, signedTo: seq });
    const open = (next.signedTo ?? 0) + 1;
    if (next.signedTo !== undefined && from > open) problems.push({ seq: open, problem: 'unsigned' });
    return { problems, chained, signed: seq - Math.max(from, next.first, open) + 1 };
  }

  /** The first entry of the commit. @param signedTo the last that was signed before, where that is known */
  #signedFrom(commit: SignedCommit, signedTo: number | undefined): number | undefined {
    const isSignedFrom = commitCheck(this.#keys, commit);
    if (isSignedFrom === undefined) return undefined;
    for (const from of firsts(commit.to, signedTo)) if (isSignedFrom(from)) return from;
    return undefined;
  }
}

/** Where the commit may begin, the likeliest first: commits follow one another. */
function* firsts(to: number, signedTo: number | undefined): Generator<number> {
  const least = Math.max(1, to - MAX_COMMIT_ENTRIES + 1);
  if (signedTo === undefined) {
    for (let from = to; from >= least; from -= 1) yield from;
  } else {
    for (let from = Math.max(least, signedTo + 1); from <= to; from += 1) yield from;
  }
}
