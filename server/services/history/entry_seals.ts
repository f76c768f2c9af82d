import type { Activity, Seal } from '../../domain/activity.js';
import { isActivityError } from '../../domain/errors.js';
import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import type { RecordHead } from '../../domain/record.js';
import { leafOf, NO_ENTRY } from '../../domain/seal.js';
import type { ActivityStore } from '../../domain/store.js';
import { answersOf } from './answers_of.js';
import { entryPositions } from './entry_positions.js';

/** An entry that is answered, with the record as it was found. */
export interface ProvableEntry {
  readonly head: RecordHead;
  readonly entry: Activity;
  /** Absent: it is looked up. */
  readonly position?: number | undefined;
}

/** What proves an entry (N2, N10.1). */
export interface EntrySeal {
  /** Where it stands in the log of its space; absent where the store has no log. */
  readonly position?: number | undefined;
  /** Canonical JSON, computed anew from what is stored. */
  readonly leaf: string;
  readonly seal: Seal;
}

const READS_AT_ONCE = 10;
const TURNS = new EventLoopTurns();

/** Tells what proves entries that their reader may see: costs one read for each that does not follow another one. */
export class EntrySeals {
  readonly #store: Pick<ActivityStore, 'entries' | 'log'>;

  constructor(store: Pick<ActivityStore, 'entries' | 'log'>) {
    this.#store = store;
  }

  /**
   * What proves each of the entries. Of one that is not sealed yet there is nothing; nor of one whose record is
   * erased meanwhile, or with which something is wrong: that is told by whoever verifies.
   */
  async of(entries: readonly ProvableEntry[]): Promise<ReadonlyMap<Activity, EntrySeal>> {
    const proofs = new Map<Activity, EntrySeal>();
    for (const own of byRecord(entries)) {
      const [{ head }] = own;
      const positions = await this.#positions(head, own);
      const prev = await this.#hashesBefore(head, own);
      for (const { entry } of own) {
        await TURNS.next();
        const leaf = leafWith(entry, head.number, prev.get(entry.seq));
        if (entry.seal === undefined || leaf === undefined) continue;
        proofs.set(entry, { position: positions.get(entry), leaf, seal: entry.seal });
      }
    }
    return proofs;
  }

  async #positions(
    head: RecordHead,
    own: readonly ProvableEntry[],
  ): Promise<ReadonlyMap<Activity, number | undefined>> {
    const known = own.filter(({ position }) => position !== undefined);
    const unknown = own.filter(({ position }) => position === undefined).map(({ entry }) => entry);
    const told = unknown.length === 0 ? [] : await (await entryPositions(this.#store.log, head))(unknown);
    return new Map([...known, ...told].map(({ entry, position }) => [entry, position] as const));
  }

  /** By the `seq` of an entry the hash of the one before it. */
  async #hashesBefore(
    head: RecordHead,
    own: readonly ProvableEntry[],
  ): Promise<ReadonlyMap<number, string | undefined>> {
    const hashes = new Map<number, string | undefined>([[1, NO_ENTRY]]);
    for (const { entry } of own) hashes.set(entry.seq + 1, entry.seal?.hash);
    const missing = own.map(({ entry }) => entry.seq).filter((seq) => !hashes.has(seq));
    const found = await answersOf(missing, READS_AT_ONCE, (seq) => this.#hashOf(head, seq - 1));
    missing.forEach((seq, i) => hashes.set(seq, found[i]));
    return hashes;
  }

  async #hashOf(head: RecordHead, seq: number): Promise<string | undefined> {
    try {
      for await (const [entry] of this.#store.entries(head, { order: 'asc', skip: seq - 1, limit: 1 })) {
        return entry?.seal?.hash;
      }
    } catch (error) {
      if (!isActivityError(error, 'RECORD_NOT_FOUND')) throw error;
    }
    return undefined;
  }
}

/** The leaf as it has to be; `undefined`: what is stored makes none. */
function leafWith(entry: Activity, number: number, prev: string | undefined): string | undefined {
  if (prev === undefined) return undefined;
  try {
    return leafOf(entry, { number, prev });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** By their records, of each in the order of `seq`. */
function byRecord(
  entries: readonly ProvableEntry[],
): readonly (readonly [ProvableEntry, ...ProvableEntry[]])[] {
  const records = new Map<number, [ProvableEntry, ...ProvableEntry[]]>();
  for (const one of [...entries].sort((a, b) => a.entry.seq - b.entry.seq)) {
    const others = records.get(one.head.number);
    if (others === undefined) records.set(one.head.number, [one]);
    else others.push(one);
  }
  return [...records.values()];
}
