import { placeNumber } from '../../../domain/log/log_row.js';
import type { LogHead, LogRow, TimeWindow } from '../../../domain/log/space_log.js';
import { findBatch } from '../read/find_batch.js';
import type { Workbench } from '../workbench.js';
import type { LogRowDocument } from './documents.js';
import type { LogReader } from './log_reader.js';
import { rowOfDocument } from './row_codec.js';

/** Rows of one answer of the database. */
const BATCH = 1_000;
const MOST_WINDOWS = 12;
const GROWTH = 4;

/** Where a row stands: time in milliseconds and `(number, seq)`. */
interface Place {
  readonly t: number;
  readonly n: number;
}

/** Milliseconds from `from` up to but without `to`. */
interface Span {
  readonly from: number;
  readonly to: number;
}

type Order = TimeWindow['order'];

/**
 * Reads rows of one owner or one actor by time: ranges that have both ends, so that no engine reads
 * more of them, and without a hint of the index: one of the engines reads the whole log then.
 */
export class TimeReader {
  readonly #bench: Workbench;
  readonly #reader: LogReader;

  constructor(bench: Workbench, reader: LogReader) {
    this.#bench = bench;
    this.#reader = reader;
  }

  /** As the port's `byTime`. */
  async rows(space: string, window: TimeWindow): Promise<readonly LogRow[]> {
    const head = await this.#reader.head(space);
    const search = new Search(this.#bench, space, window);
    const found: LogRowDocument[] = [];
    let after = window.after && { t: window.after.at.getTime(), n: placeNumber(window.after) };
    while (found.length < window.limit) {
      const limit = Math.min(BATCH, window.limit - found.length);
      const rows = await search.behind(after, limit, head);
      // What is appended right now may be among them; it is not part of the log yet.
      found.push(...rows.filter(({ p }) => p < head.size));
      const last = rows.at(-1);
      if (rows.length < limit || last === undefined) break;
      after = placeOf(last);
    }
    return found.map(rowOfDocument);
  }
}

/** One question. */
class Search {
  readonly #bench: Workbench;
  readonly #whose: Partial<LogRowDocument>;
  readonly #window: TimeWindow;

  constructor(bench: Workbench, s: string, window: TimeWindow) {
    this.#bench = bench;
    this.#window = window;
    const { of } = window;
    this.#whose = 'owner' in of ? { s, o: of.owner } : { s, a: of.actorKey };
  }

  /** The first rows behind a place, `limit` of them if there are so many. */
  async behind(after: Place | undefined, limit: number, head: LogHead): Promise<readonly LogRowDocument[]> {
    const { order } = this.#window;
    const whole = spanOf(this.#window, head);
    const rows = after !== undefined && isWithin(whole, after.t) ? await this.#sameTime(after, limit) : [];
    const found = [...rows];
    const distance = (Number(head.last) - Number(head.first)) / Math.max(1, head.size);
    for (const span of spans(restOf(whole, after, order), order, limit * distance)) {
      if (found.length === limit) break;
      const t = { $gte: new Date(span.from), $lt: new Date(span.to) };
      found.push(...(await this.#find({ t }, limit - found.length)));
    }
    return found;
  }

  /** Those behind the place which have its time: of one time there may be very many. */
  #sameTime({ t, n }: Place, limit: number): Promise<readonly LogRowDocument[]> {
    const range =
      this.#window.order === 'asc' ? { $gt: n, $lt: Number.MAX_SAFE_INTEGER } : { $gte: 0, $lt: n };
    return this.#find({ t: new Date(t), n: range }, limit);
  }

  #find(range: object, limit: number): Promise<readonly LogRowDocument[]> {
    const direction = this.#window.order === 'asc' ? 1 : -1;
    return findBatch(this.#bench, this.#bench.collections.log, {
      ...{ filter: { ...this.#whose, ...range }, projection: { _id: 0 }, limit },
      sort: { t: direction, n: direction },
    });
  }
}

/** All that the window can mean, by what the log has. */
function spanOf({ from, to }: TimeWindow, { first, last }: LogHead): Span {
  return {
    from: Math.max(first?.getTime() ?? Infinity, from?.getTime() ?? -Infinity),
    to: Math.min(last?.getTime() ?? -Infinity, to?.getTime() ?? Infinity) + 1,
  };
}

/** What of it comes behind the time of a place. */
function restOf(span: Span, after: Place | undefined, order: Order): Span {
  if (after === undefined) return span;
  return order === 'asc'
    ? { ...span, from: Math.max(span.from, after.t + 1) }
    : { ...span, to: Math.min(span.to, after.t) };
}

/** Parts of a span, the nearest first, each larger than the one before; the last one is the rest. */
function* spans({ from, to }: Span, order: Order, first: number): Generator<Span> {
  let [start, end] = [from, to];
  let width = Math.max(1, Math.ceil(first));
  for (let i = 1; start < end; i += 1) {
    const part = i === MOST_WINDOWS ? end - start : Math.min(end - start, width);
    yield order === 'asc' ? { from: start, to: start + part } : { from: end - part, to: end };
    if (order === 'asc') start += part;
    else end -= part;
    width *= GROWTH;
  }
}

function isWithin({ from, to }: Span, t: number): boolean {
  return from <= t && t < to;
}

function placeOf({ t, n = 0 }: LogRowDocument): Place {
  return { t: t?.getTime() ?? 0, n };
}
