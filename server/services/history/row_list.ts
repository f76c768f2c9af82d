import type { SpaceLog, TimeWindow } from '../../domain/log/space_log.js';
import type { NamedRow } from './row_place.js';
import { isNamed, placeOf } from './row_place.js';

/** Each portion is so many times as large as the one before. */
const GROWTH = 2;

/** A log as far as it is read by time. */
export type TimedLog = Pick<SpaceLog, 'byTime'>;

/** How many rows are read ahead: at first and at most. */
export interface PortionSizes {
  readonly first: number;
  readonly most: number;
}

/** The rows of one owner or one actor by time, read ahead in portions that grow. */
export class RowList {
  readonly #log: TimedLog;
  readonly #space: string;
  readonly #most: number;
  #window: TimeWindow;
  #rows: readonly NamedRow[] = [];
  #taken = 0;
  #ended = false;

  /** @param window what is asked for; its `limit` does not count */
  constructor(log: TimedLog, space: string, window: TimeWindow, { first, most }: PortionSizes) {
    this.#log = log;
    this.#space = space;
    this.#most = most;
    this.#window = { ...window, limit: Math.min(first, most) };
  }

  /** The next row; `undefined` at the end, and where more has to be read. */
  get next(): NamedRow | undefined {
    return this.#rows[this.#taken];
  }

  /** Whether `next` is to be known only when more is read. */
  get isDry(): boolean {
    return this.next === undefined && !this.#ended;
  }

  /** Goes on behind `next`. */
  take(): void {
    this.#taken += 1;
  }

  /** Reads the next portion. A list that is not dry stays as it is. */
  async fill(): Promise<void> {
    if (!this.isDry) return;
    const { limit } = this.#window;
    const found = await this.#log.byTime(this.#space, this.#window);
    this.#rows = found.filter(isNamed);
    this.#taken = 0;
    const last = this.#rows.at(-1);
    this.#ended = last === undefined || found.length < limit;
    if (last === undefined) return;
    this.#window = {
      ...this.#window,
      after: placeOf(last.entry),
      limit: Math.min(this.#most, limit * GROWTH),
    };
  }
}
