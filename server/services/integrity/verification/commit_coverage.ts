import type { Activity } from '../../../domain/activity.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { VerifierKeys } from './verifier_keys.js';
import { SignedRanges } from './signed_ranges.js';
import type { StoredEntry } from './stored_entries.js';
import { storedEntries } from './stored_entries.js';

/** Entries that are looked at together for a signature before or behind a part. */
const LOOK = 128;
/** More entries than a commit of several changes has: one that has more is of one change, so of one moment. */
const MOST_OF_SEVERAL = 1_000;

/** An entry that no signature has covered yet. */
export interface Uncovered {
  readonly entry: Activity;
  readonly position: number | undefined;
  /** Whether an entry before it is signed: then there was a key when it was written. */
  readonly isBehindSigned: boolean;
}

/** What `CommitCoverage` works with. */
export interface CoverageDependencies {
  readonly store: Pick<ActivityStore, 'entries'>;
  readonly keys: VerifierKeys;
  readonly head: RecordHead;
}

/**
 * Which entries of a part of a history are covered by signatures of commits (N10.2). A commit may begin before the
 * part and end behind it, so it is looked around: as far as the next signature, but not through entries that no
 * commit can have in common with the part.
 */
export class CommitCoverage {
  readonly #deps: CoverageDependencies;
  readonly #adopted: number;
  #ranges: SignedRanges;
  #isBehindSigned = false;
  readonly #uncovered: Uncovered[] = [];
  #signed = 0;

  constructor(deps: CoverageDependencies) {
    this.#deps = deps;
    this.#adopted = deps.head.chain?.adopted ?? 0;
    this.#ranges = this.#rangesFrom(1);
  }

  /** How many of the entries are covered. */
  get signed(): number {
    return this.#signed;
  }

  /** Those of the entries that are not, oldest first. */
  get uncovered(): readonly Uncovered[] {
    return this.#uncovered;
  }

  /** Finds where commits begin that reach into the part which begins with this entry. */
  async begin(from: number): Promise<void> {
    let at: number | undefined;
    for (let to = from - 1; to > this.#adopted; to -= LOOK) {
      const range = { from: Math.max(this.#adopted + 1, to - LOOK + 1), to };
      const chunk: StoredEntry[] = [];
      for await (const one of storedEntries(this.#deps.store, this.#deps.head, range)) chunk.push(one);
      const last = chunk.findLast(({ entry }) => entry?.seal?.signature !== undefined);
      if (last !== undefined) {
        this.#isBehindSigned = true;
        this.#ranges = this.#rangesFrom(last.seq + 1);
        return;
      }
      at ??= timeOf(chunk.at(-1));
      if (from - range.from >= MOST_OF_SEVERAL && timeOf(chunk[0]) !== at) {
        this.#ranges = this.#rangesFrom(range.from);
        return;
      }
    }
    this.#ranges = this.#rangesFrom(Math.min(from, this.#adopted + 1));
  }

  /** Adds the next entry of the part. @returns `false` when its signature is wrong */
  async add(entry: Activity, position: number | undefined): Promise<boolean> {
    this.#uncovered.push({ entry, position, isBehindSigned: this.#isBehindSigned });
    return this.#cover(entry);
  }

  /** Looks for the end of a commit that goes on behind the part, which ends with this entry. */
  async end(to: number): Promise<void> {
    const { store, head } = this.#deps;
    const last = this.#uncovered.at(-1)?.entry;
    if (last === undefined || last.seq <= this.#adopted || last.seal?.signature !== undefined) return;
    for await (const { seq, entry } of storedEntries(store, head, { from: to + 1, to: head.seq })) {
      if (entry?.seal?.signature !== undefined && (await this.#cover(entry))) return;
      if (seq - to >= MOST_OF_SEVERAL && Number(entry?.at) !== Number(last.at)) return;
    }
  }

  async #cover({ seq, seal }: Activity): Promise<boolean> {
    if (seal?.signature === undefined) return true;
    const range = await this.#ranges.next({ to: seq, hash: seal.hash, signature: seal.signature });
    if (range === undefined) return false;
    this.#isBehindSigned = true;
    for (let last = this.#uncovered.at(-1); last !== undefined && last.entry.seq >= range.from;) {
      this.#uncovered.pop();
      this.#signed += 1;
      last = this.#uncovered.at(-1);
    }
    return true;
  }

  #rangesFrom(first: number): SignedRanges {
    const { keys, head } = this.#deps;
    return new SignedRanges(keys.of(head.subject.space), first, this.#adopted + 1);
  }
}

function timeOf(stored: StoredEntry | undefined): number {
  return Number(stored?.entry?.at);
}
