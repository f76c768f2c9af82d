import { EventLoopTurns } from '../../domain/event_loop_turns.js';

/** How long a request may work, in milliseconds (N5.3). */
const WORK_MS = 250;
/** So many entries are examined however long that takes, so that every request gets on. */
const LEAST_ENTRIES = 500;

/** Of all requests together: each alone may hold it for as long. */
const TURNS = new EventLoopTurns();

/** What one request may do before it has to end with what it has (N5.3). Its time runs from when it is made. */
export class WorkBudget {
  readonly #entries: number;
  readonly #now: () => number;
  readonly #start: number;
  #spent = 0;

  /** @param now in milliseconds; only differences count */
  constructor({ entries, now = () => performance.now() }: WorkLimits) {
    this.#entries = entries;
    this.#now = now;
    this.#start = now();
  }

  /** Entries that may still be examined. */
  get left(): number {
    return Math.max(0, this.#entries - this.#spent);
  }

  /** Whether the request has to end. */
  get isSpent(): boolean {
    if (this.#spent >= this.#entries) return true;
    return this.#spent >= LEAST_ENTRIES && this.#now() - this.#start >= WORK_MS;
  }

  /**
   * Counts entries that were examined. Resolves at once, or after a turn of the event loop where it has been held
   * too long.
   */
  spend(entries: number): Promise<void> {
    this.#spent += entries;
    return TURNS.next();
  }
}

/** How much a request may examine. */
export interface WorkLimits {
  readonly entries: number;
  /** Default: the process's own clock that never runs backwards. */
  readonly now?: (() => number) | undefined;
}
