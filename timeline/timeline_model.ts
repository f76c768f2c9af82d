import type { NativeEntry } from '../common/native.js';
import type { EntryWindow } from './data/entry_window.js';
import { NOTHING, offsetOf, opened, withNew, withNext, withPrevious } from './data/entry_window.js';
import type { PageQuery, SourcePage } from './data/history_source.js';
import type { Trouble } from './data/trouble.js';
import { isLost, troubleOf } from './data/trouble.js';
import type { Filters } from './filters.js';
import { NO_FILTERS } from './filters.js';
import { HistoryFacts } from './history_facts.js';
import type { LiveState, LiveUpdates } from './live/live_updates.js';
import type { ModelListener, Reading } from './reading.js';

/** More than these wait nowhere: they are read when they are asked for. */
const MOST_WAITING = 500;

/** What is known of a history, and what is being read of it; knows nothing of how it looks. */
export class TimelineModel {
  readonly #listener: ModelListener;
  readonly #live: LiveUpdates;
  #reading: Reading | undefined;
  #signal = new AbortController();
  readonly facts: HistoryFacts;

  window: EntryWindow = NOTHING;
  filters: Filters = NO_FILTERS;
  isLoading = false;
  trouble: Trouble | undefined;
  /** New entries that nobody has asked to see yet, oldest first. */
  arrived: readonly NativeEntry[] = [];

  constructor(listener: ModelListener, live: LiveUpdates) {
    this.#listener = listener;
    this.#live = live;
    this.facts = new HistoryFacts(listener.changed);
  }

  get order(): 'asc' | 'desc' {
    return this.#reading?.order ?? 'desc';
  }

  get isOfRecord(): boolean {
    return this.#reading?.source.isOfRecord ?? true;
  }

  get liveState(): LiveState {
    return this.#live.state;
  }

  /** Reads from its beginning, or where an entry is; what was being read is given up. */
  async load(reading: Reading, seq?: number): Promise<void> {
    this.#reading = reading;
    this.close();
    const { signal } = (this.#signal = new AbortController());
    const { source, live } = reading;
    const query = this.#query(reading, signal);
    this.#begin();
    await this.#try(signal, async () => {
      const place = live ? await source.now(signal) : 0;
      const page = await (seq === undefined ? source.page(query) : source.around(seq, query));
      if (signal.aborted) return;
      this.window = opened(page, offsetOf(page, reading.order, seq));
      this.arrived = [];
      this.#loaded(page);
      if (live) this.#live.start({ source, filters: this.filters, place });
      void this.facts.read({ source, filters: this.filters, timeZone: reading.timeZone, signal });
    });
  }

  /** Goes on after a trouble. */
  async again(): Promise<void> {
    this.trouble = undefined;
    await this.more();
    this.#listener.changed();
  }

  /** Ends everything that is being read. */
  close(): void {
    this.#signal.abort();
    this.#live.stop();
  }

  /** Reads what is behind. */
  async more(): Promise<void> {
    const { next } = this.window;
    if (next === undefined) return;
    await this.#extend(async (reading, query) => {
      const page = await reading.source.page({ ...query, from: next });
      return () => {
        // Other entries may be there by now.
        if (this.window.next !== next) return;
        this.window = withNext(this.window, page, reading.source.isOfRecord);
        this.#loaded(page);
      };
    });
  }

  /** Reads what stands before. */
  async previous(): Promise<void> {
    const [first] = this.window.entries;
    if (!this.window.hasPrevious || first === undefined) return;
    await this.#extend(async ({ source, order }, query) => {
      const page = await source.before(first, query);
      return () => {
        this.window = withPrevious(this.window, page, (entry) => source.cursorBehind(entry, order));
        this.#loaded(page);
      };
    });
  }

  /** All that matches, at most so many, from its beginning. */
  async all(most: number): Promise<readonly NativeEntry[]> {
    const reading = this.#reading;
    const found: NativeEntry[] = [];
    if (reading === undefined) return found;
    const { signal } = this.#signal;
    const query = { ...this.#query(reading, signal), limit: 500 };
    let from: string | undefined;
    do {
      const page: SourcePage = await reading.source.page({ ...query, from });
      found.push(...page.entries);
      from = page.next;
    } while (from !== undefined && found.length < most);
    return found.slice(0, most);
  }

  /** Puts what has arrived in its place. Answers false where that is not next to what is there: it has to be loaded. */
  showArrived(): boolean {
    const atStart = this.order === 'desc';
    const fits = atStart ? !this.window.hasPrevious : this.window.next === undefined;
    if (fits && this.arrived.length < MOST_WAITING) {
      this.window = withNew(this.window, this.arrived, atStart);
      this.arrived = [];
      this.facts.verifyOn();
      this.#listener.changed();
      return true;
    }
    return false;
  }

  /** Entries have come by themselves. */
  readonly take = (entries: readonly NativeEntry[]): void => {
    this.arrived = [...this.arrived, ...entries].slice(-MOST_WAITING);
    this.facts.outdate();
    this.#listener.changed();
  };

  readonly fail = (error: unknown): void => {
    const trouble = troubleOf(error);
    this.trouble = trouble;
    if (isLost(trouble)) {
      // What may not be seen is not left on the screen.
      this.close();
      [this.window, this.arrived] = [NOTHING, []];
      this.facts.clear();
    }
    this.#listener.failed(trouble, error);
    this.#listener.changed();
  };

  async #extend(read: (reading: Reading, query: PageQuery) => Promise<() => void>): Promise<void> {
    const reading = this.#reading;
    const { signal } = this.#signal;
    if (this.isLoading || reading === undefined || signal.aborted) return;
    this.#begin();
    await this.#try(signal, async () => {
      const put = await read(reading, this.#query(reading, signal));
      if (!signal.aborted) put();
    });
  }

  #query({ order, pageSize: limit }: Reading, signal: AbortSignal): PageQuery {
    return { filters: this.filters, order, limit, signal };
  }

  #begin(): void {
    this.isLoading = true;
    this.trouble = undefined;
    this.#listener.changed();
  }

  #loaded(page: SourcePage): void {
    this.#listener.loaded(page.entries, page);
  }

  async #try(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    } finally {
      if (this.#signal.signal === signal) {
        this.isLoading = false;
        this.#listener.changed();
      }
    }
  }
}
