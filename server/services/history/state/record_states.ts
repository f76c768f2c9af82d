import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Activity } from '../../../domain/activity.js';
import { ActivityError } from '../../../domain/errors.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import { RecordReplay } from './record_replay.js';
import type { RecordState } from './record_state.js';
import { StateCache } from './state_cache.js';

const PORTION = 500;
/** Entries that one state is computed from at most. */
const MAX_ENTRIES = 100_000;
/** What a record may take in memory while its entries are applied. */
const MAX_BYTES = 67_108_864;

/**
 * Records as their entries say they were (N3.2), with one cache for all of them. Every call gives the event loop
 * back at least every 500 entries and holds no more than the record at one moment, at most some 64 MiB.
 */
export class RecordStates {
  readonly #store: ActivityStore;
  readonly #cache = new StateCache();

  constructor(store: ActivityStore) {
    this.#store = store;
  }

  /**
   * The record up to the entry `seq`, from 1 to the head's.
   * @throws RANGE_TOO_LARGE when no state is known at most 100,000 entries before it, or the record grows too large
   * @throws RECORD_NOT_FOUND when the record is erased
   */
  async at(head: RecordHead, seq: number): Promise<RecordState> {
    const { epoch } = this.#cache;
    const replay = new RecordReplay(this.#cache.nearest(head, seq, MAX_ENTRIES));
    return this.#advance(head, replay, seq, () => this.#cache.keep(head, replay, epoch));
  }

  /**
   * The record up to the entry `seq`, told on from what `at` answered for an earlier one or from before the first;
   * `each` gets the entries in between.
   * @throws RANGE_TOO_LARGE when these are more than 100,000, or the record grows too large
   * @throws RECORD_NOT_FOUND when the record is erased
   */
  async onward(
    head: RecordHead,
    from: RecordState | undefined,
    seq: number,
    each: (activity: Activity) => void,
  ): Promise<RecordState> {
    // Nothing is kept: of what `from` was made may have been erased by now.
    const replay = new RecordReplay(from);
    return this.#advance(head, replay, seq, (portion) => portion.forEach(each));
  }

  /** Forgets every state that was computed: values have been erased. */
  clear(): void {
    this.#cache.clear();
  }

  async #advance(
    head: RecordHead,
    replay: RecordReplay,
    seq: number,
    passed: (portion: readonly Activity[]) => void,
  ): Promise<RecordState> {
    if (seq - replay.seq > MAX_ENTRIES) throw tooLarge('There are too many entries up to there.');
    for (let skip = replay.seq; skip < seq; skip += PORTION) {
      const limit = Math.min(seq - skip, PORTION);
      for await (const portion of this.#store.entries(head, { order: 'asc', skip, limit, upTo: seq })) {
        for (const activity of portion) replay.apply(activity);
        if (replay.bytes > MAX_BYTES) throw tooLarge('The record was too large there.');
        passed(portion);
        await nextTurn();
      }
    }
    return replay.state();
  }
}

function tooLarge(message: string): ActivityError {
  return new ActivityError('RANGE_TOO_LARGE', message);
}
