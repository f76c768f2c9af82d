import type { PositionRange } from '../../domain/log/space_log.js';
import type { FoundEntry } from '../history/row_entries.js';
import type { LiveEvent } from './live_event.js';
import { CURSOR_EVERY, ending, isToldToEnd } from './live_event.js';
import { patiently } from './patiently.js';
import type { SpaceTail } from './space_tails.js';

/** What was found at some positions. */
export interface SpacePortion {
  readonly found: readonly FoundEntry[];
  /** Positions before this one have been examined; later than the first one. */
  readonly end: number;
}

/** A space that is followed, by whom, and from where. */
export interface SpaceFeed {
  readonly tail: SpaceTail;
  /** Reads what matches and may be seen. */
  readonly read: (range: PositionRange) => Promise<SpacePortion>;
  /** Whether who follows is to go on: asked before each portion. */
  readonly mayGoOn: (signal: AbortSignal) => Promise<boolean>;
  /** In how many milliseconds that has to be asked at the latest. */
  readonly dueInMs: () => number;
  /** The first position. */
  readonly start: number;
}

/** The entries of a space that match, by position, and those that come. Releases the tail when it ends. */
export async function* spaceFeed(
  { tail, read, mayGoOn, dueInMs, start }: SpaceFeed,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent, void, undefined> {
  try {
    // What comes next, and what came behind the last event.
    let [position, told] = [start, start];
    for (;;) {
      if (!(await mayGoOn(signal))) return yield ending('access');
      if (isToldToEnd(signal)) return yield ending('stopping');
      if (position >= tail.size) {
        await tail.grown({ ms: dueInMs(), signal });
        continue;
      }
      const range = { start: position, end: Math.min(tail.size, told + CURSOR_EVERY) };
      const portion = await patiently(() => read(range), signal);
      if (portion === undefined) continue;
      const { found, end } = portion;
      const left = found[Symbol.iterator]();
      let next = left.next();
      for (; next.done !== true && !isToldToEnd(signal) && dueInMs() > 0; next = left.next()) {
        const { row, head, entry } = next.value;
        position = told = row.position + 1;
        yield { type: 'entry', id: row.position, head, entry, position: row.position };
      }
      if (next.done !== true) continue;
      position = end;
      if (position - told >= CURSOR_EVERY) yield { type: 'cursor', id: (told = position) - 1 };
    }
  } finally {
    tail.release();
  }
}
