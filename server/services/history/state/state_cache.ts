import { LRUCache } from 'lru-cache';
import type { RecordHead } from '../../../domain/record.js';
import type { RecordReplay } from './record_replay.js';
import type { RecordState } from './record_state.js';

/** States are kept where `seq` is a multiple of this. */
const STEP = 1_000;
const MAX_STATES = 1_000;
/** Of all states together, each counted as if it shared nothing with the others. */
const MAX_BYTES = 67_108_864;
/** For how long an erasure by another process may go unseen. */
const MAX_AGE_MS = 600_000;

/** States of records that were computed before; those not wanted for the longest time go first. */
export class StateCache {
  readonly #states = new LRUCache<string, RecordState>({
    max: MAX_STATES,
    maxSize: MAX_BYTES,
    ttl: MAX_AGE_MS,
  });
  #epoch = 0;

  /** Another one after every `clear`: what was begun before it is not kept. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The newest known state of the record that is not behind `seq` and at most `distance` before it. */
  nearest(head: RecordHead, seq: number, distance: number): RecordState | undefined {
    for (let at = seq - (seq % STEP); at >= Math.max(STEP, seq - distance); at -= STEP) {
      const known = this.#states.get(keyOf(head, at));
      if (known !== undefined) return known;
    }
    return undefined;
  }

  /** Keeps what the replay has come to, if it is where states are kept and was begun in this epoch. */
  keep(head: RecordHead, replay: RecordReplay, epoch: number): void {
    if (replay.seq % STEP !== 0 || epoch !== this.#epoch) return;
    this.#states.set(keyOf(head, replay.seq), replay.state(), { size: replay.bytes });
  }

  /** Forgets everything, for whoever has erased values. */
  clear(): void {
    this.#epoch += 1;
    this.#states.clear();
  }
}

/** Another record of the same name has another number. */
function keyOf({ subject, number }: RecordHead, seq: number): string {
  return JSON.stringify([subject.space, subject.kind, subject.id, number, seq]);
}
