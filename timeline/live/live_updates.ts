import type { NativeEntry } from '../../common/native.js';
import type { HistorySource, Place } from '../data/history_source.js';
import type { Filters } from '../filters.js';

export type LiveState = 'connecting' | 'open' | 'retrying' | 'closed';

/** What becomes of it. */
export interface LiveListener {
  readonly arrived: (entries: readonly NativeEntry[]) => void;
  readonly changed: (state: LiveState) => void;
  /** The server refuses to go on. */
  readonly failed: (error: unknown) => void;
}

/** What is followed, from where on. */
export interface LiveRequest {
  readonly source: HistorySource;
  readonly filters: Filters;
  readonly place: Place;
}

const HIDDEN_MS = 60_000;
const SILENT_MS = 20_000;
const POLL_MS = 15_000;
const POLLED = 100;

/**
 * New entries of a history, each once: by one stream, which a page that is hidden for a minute gives up until it is
 * seen again; by asking every 15 s while no byte of the stream comes through, and for searches, which no stream knows.
 */
export class LiveUpdates {
  readonly #listener: LiveListener;
  #request: LiveRequest | undefined;
  #place: Place = 0;
  #running: AbortController | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #hidden: ReturnType<typeof setTimeout> | undefined;
  #poll: ReturnType<typeof setInterval> | undefined;
  state: LiveState = 'closed';

  constructor(listener: LiveListener) {
    this.#listener = listener;
  }

  start(request: LiveRequest): void {
    this.stop();
    this.#request = request;
    this.#place = request.place;
    document.addEventListener('visibilitychange', this.#seen);
    if (document.visibilityState === 'visible') this.#run(request);
    else this.#seen();
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#hidden);
    this.#request = undefined;
    this.#close();
  }

  /** A stream has been asked for. */
  readonly asked = (): void => {
    if (this.#running === undefined) return;
    if (this.state !== 'retrying') this.#change('connecting');
    this.#watchSilence();
  };

  /** A byte of it has come. */
  readonly received = (): void => {
    if (this.#running === undefined) return;
    this.#stopPolling();
    clearTimeout(this.#silence);
    this.#change('open');
  };

  readonly ended = (): void => {
    if (this.#running === undefined) return;
    clearTimeout(this.#silence);
    this.#change('retrying');
  };

  readonly #seen = (): void => {
    clearTimeout(this.#hidden);
    const request = this.#request;
    if (document.visibilityState !== 'visible') this.#hidden = setTimeout(() => this.#close(), HIDDEN_MS);
    else if (request !== undefined && this.#running === undefined) this.#run(request);
  };

  #run(request: LiveRequest): void {
    const running = new AbortController();
    this.#running = running;
    this.#change('connecting');
    if (request.filters.q.trim() === '') void this.#follow(request, running);
    else {
      void this.#ask(request, running.signal);
      this.#startPolling();
      this.#change('open');
    }
  }

  async #follow({ source, filters }: LiveRequest, { signal }: AbortController): Promise<void> {
    try {
      for await (const entry of source.follow(this.#place, filters, signal)) this.#take(source, [entry]);
    } catch (error) {
      this.#fail(error, signal);
    }
  }

  #watchSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#startPolling(), SILENT_MS);
  }

  #startPolling(): void {
    const [request, running] = [this.#request, this.#running];
    if (request === undefined || running === undefined || this.#poll !== undefined) return;
    this.#poll = setInterval(() => void this.#ask(request, running.signal), POLL_MS);
  }

  #stopPolling(): void {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  async #ask({ source, filters }: LiveRequest, signal: AbortSignal): Promise<void> {
    try {
      const { entries, place } = await source.newer(this.#place, { filters, limit: POLLED, signal });
      this.#take(source, entries);
      this.#place = Math.max(this.#place, place);
      this.#change('open');
    } catch (error) {
      this.#fail(error, signal);
    }
  }

  #take(source: HistorySource, entries: readonly NativeEntry[]): void {
    // Both the stream and the polls come in the order of places, so what is before has come by the other one.
    const fresh = entries.filter((entry) => source.placeBehind(entry) > this.#place);
    for (const entry of fresh) this.#place = Math.max(this.#place, source.placeBehind(entry));
    if (fresh.length > 0) this.#listener.arrived(fresh);
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    // A poll comes again; a stream that is refused does not.
    if (typeof status !== 'number' || status >= 500 || status === 429) {
      this.#change('retrying');
      return;
    }
    this.#close();
    this.#listener.failed(error);
  }

  #close(): void {
    this.#stopPolling();
    clearTimeout(this.#silence);
    this.#running?.abort();
    this.#running = undefined;
    this.#change('closed');
  }

  #change(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    this.#listener.changed(state);
  }
}
