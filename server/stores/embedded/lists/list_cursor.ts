import TinyQueue from 'tinyqueue';
import type { KeyRange } from '../keys.js';
import type { Operations } from '../operations.js';
import type { ListName } from './list_keys.js';
import { listKey, readPlace } from './list_keys.js';

/** Rows that are read at first, which a page seldom needs more of, and in one turn at most. */
const FIRST_ROWS = 24;
const MOST_ROWS = 512;

/** A list, and which of its places are meant. */
interface ListPart {
  readonly name: ListName;
  readonly range: KeyRange;
}

/** A record on a list: its id, and the bytes that order it there. */
export interface Listed {
  readonly id: string;
  readonly order: Buffer;
}

/** Goes through one list, or a part of it, in one direction. What is written meanwhile may or may not be seen. */
export class ListCursor {
  readonly #operations: Pick<Operations, 'readLists'>;
  readonly #name: ListName;
  readonly #key: Buffer;
  readonly #range: KeyRange;
  readonly #order: 'asc' | 'desc';
  #rows: Listed[] = [];
  #at = 0;
  #start: Buffer | undefined;
  #ended = false;
  #size = FIRST_ROWS;

  constructor(operations: Pick<Operations, 'readLists'>, { name, range }: ListPart, order: 'asc' | 'desc') {
    this.#operations = operations;
    this.#name = name;
    this.#key = listKey(name);
    this.#range = range;
    this.#order = order;
  }

  /** The record at which the cursor stands; `undefined` behind the last one. */
  async current(): Promise<Listed | undefined> {
    if (this.#at === this.#rows.length && !this.#ended) await this.#refill();
    return this.#rows[this.#at];
  }

  /** Goes on to the next record. */
  advance(): void {
    this.#at += 1;
  }

  async #refill(): Promise<void> {
    const { start, end } = this.#range;
    const last = this.#start;
    // A place that was seen is left out: forwards by a byte behind it, backwards because it is the end.
    const options =
      this.#order === 'asc'
        ? { start: last === undefined ? start : Buffer.concat([last, Buffer.of(0)]), end }
        : { start: last ?? end, end: start, reverse: true, exclusiveStart: last !== undefined };
    const rows = await this.#operations.readLists((lists) => [
      ...lists.getValues(this.#key, { ...options, limit: this.#size }),
    ]);
    this.#ended = rows.length < this.#size;
    this.#size = Math.min(MOST_ROWS, this.#size * 4);
    this.#start = rows.at(-1) ?? last;
    this.#rows = rows.map((place) => readPlace(place, this.#name));
    this.#at = 0;
  }
}

/** A list and its next record. */
interface Standing {
  readonly cursor: ListCursor;
  readonly listed: Listed;
}

/** The records of several lists in one order, each once. A record costs the logarithm of the number of lists. */
export async function* merged(cursors: readonly ListCursor[], order: 'asc' | 'desc'): AsyncGenerator<Listed> {
  const sign = order === 'asc' ? 1 : -1;
  const queue = new TinyQueue<Standing>([], (a, b) => sign * Buffer.compare(a.listed.order, b.listed.order));
  const line = async (cursor: ListCursor): Promise<void> => {
    const listed = await cursor.current();
    if (listed !== undefined) queue.push({ cursor, listed });
  };
  for (const cursor of cursors) await line(cursor);
  let last: Listed | undefined;
  for (let first = queue.pop(); first !== undefined; first = queue.pop()) {
    const { cursor, listed } = first;
    // Orders end with the record's number, so that equal ones are the same record.
    if (last === undefined || !listed.order.equals(last.order)) yield listed;
    last = listed;
    cursor.advance();
    await line(cursor);
  }
}
