import type { SignedCommit } from '../../../domain/log/commit_signature.js';
import { commitCheck } from '../../../domain/log/commit_signature.js';
import type { VerifierKey } from '../../../domain/log/signed_note.js';
import type { SeqRange } from '../../../domain/record.js';
import { EventLoopTurns } from '../../../domain/event_loop_turns.js';

const TURNS = new EventLoopTurns();

/**
 * Which entries of a record lie in the ranges that commits have signed (N10.2). Signatures come in the order of
 * `seq`. A range begins behind the last signature that is right; where that does not verify, at any entry behind the
 * last signature whatever that is worth: so each entry is tried once, however many signatures are wrong.
 */
export class SignedRanges {
  readonly #keys: readonly VerifierKey[];
  readonly #likely: number;
  /** Behind the last signature that is right, and behind the last one. */
  #first: number;
  #least: number;

  /**
   * @param keys of the space @param first the first entry that is looked at
   * @param likely where a range probably begins, such as behind adopted entries
   */
  constructor(keys: readonly VerifierKey[], first: number, likely = first) {
    this.#keys = keys;
    this.#likely = likely;
    this.#first = first;
    this.#least = first;
  }

  /** The entries that the signature signs, up to its own; `undefined`: it is wrong. */
  async next(commit: SignedCommit): Promise<SeqRange | undefined> {
    const { to } = commit;
    const from = await this.#beginningOf(commit);
    this.#least = to + 1;
    if (from === undefined) return undefined;
    this.#first = to + 1;
    return { from, to };
  }

  async #beginningOf(commit: SignedCommit): Promise<number | undefined> {
    const isSignedFrom = commitCheck(this.#keys, commit);
    if (isSignedFrom === undefined) return undefined;
    for (const from of this.#beginnings(commit.to)) {
      await TURNS.next();
      if (isSignedFrom(from)) return from;
    }
    return undefined;
  }

  *#beginnings(to: number): Generator<number> {
    if (this.#first <= to) yield this.#first;
    if (this.#likely > this.#first && this.#likely <= to) yield this.#likely;
    for (let from = Math.max(this.#least, this.#first + 1); from <= to; from += 1) yield from;
  }
}
