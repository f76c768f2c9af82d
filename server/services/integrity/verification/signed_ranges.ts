import type { Seal } from '../../../domain/activity.js';
import type { VerifierKey } from '../../../domain/log/signed_note.js';
import { isOf, verifiesSignature } from '../../../domain/log/signed_note.js';
import type { SeqRange } from '../../../domain/record.js';
import { commitText } from '../../../domain/seal.js';
import { EventLoopTurns } from '../../../domain/event_loop_turns.js';

const TURNS = new EventLoopTurns();

/** The signature of a commit, with the last of its entries. */
export interface CommitSignature extends Pick<Seal, 'hash'> {
  readonly seq: number;
  /** As it is stored. */
  readonly signature: string;
}

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
  async next(commit: CommitSignature): Promise<SeqRange | undefined> {
    const { seq } = commit;
    const bytes = Buffer.from(commit.signature, 'base64url');
    // Written in one way only, so that no character of it may be another one.
    const isPlain = bytes.toString('base64url') === commit.signature;
    const key = this.#keys.find((one) => isPlain && isOf(one, bytes));
    const range = key === undefined ? undefined : await this.#rangeOf(key, commit, bytes);
    this.#least = seq + 1;
    if (range !== undefined) this.#first = seq + 1;
    return range;
  }

  async #rangeOf(
    key: VerifierKey,
    { seq, hash }: CommitSignature,
    bytes: Uint8Array,
  ): Promise<SeqRange | undefined> {
    for (const from of this.#beginnings(seq)) {
      await TURNS.next();
      if (verifiesSignature(key, commitText(key.name, { from, to: seq }, hash), bytes)) {
        return { from, to: seq };
      }
    }
    return undefined;
  }

  *#beginnings(to: number): Generator<number> {
    if (this.#first <= to) yield this.#first;
    if (this.#likely > this.#first && this.#likely <= to) yield this.#likely;
    for (let from = Math.max(this.#least, this.#first + 1); from <= to; from += 1) yield from;
  }
}
