import { PORTION_BYTES } from '../../../domain/store.js';
import { sizeOf } from './history_reader.js';
import type { StoredEntry } from './history_reader.js';

/** What a page usually has comes with one command. */
const FIRST_DOCUMENTS = 20;
/** However small entries were, the next ones may be larger. */
const GROWTH = 4;
const MOST_DOCUMENTS = 1_000;

/**
 * How many documents to ask for at once so that they make a portion: nobody knows how large they are before they
 * are there. It begins with a page and follows what was seen.
 */
export class PortionSize {
  #documents = FIRST_DOCUMENTS;

  /** For the next command. */
  get documents(): number {
    return this.#documents;
  }

  /** The first of these that make a portion, at least one; the rest was read in vain and is dropped. */
  cut(entries: readonly StoredEntry[]): readonly StoredEntry[] {
    let [count, bytes] = [0, 0];
    for (const entry of entries) {
      if (count > 0 && bytes + sizeOf(entry) > PORTION_BYTES) break;
      bytes += sizeOf(entry);
      count += 1;
    }
    if (count > 0) this.#documents = Math.min(fitting(bytes / count), GROWTH * this.#documents);
    return entries.slice(0, count);
  }

  /** After entries of this size did not fit into one answer. */
  shrink(bytesPerEntry: number): void {
    this.#documents = Math.min(fitting(bytesPerEntry), Math.ceil(this.#documents / GROWTH));
  }
}

function fitting(bytesPerEntry: number): number {
  return Math.max(1, Math.min(MOST_DOCUMENTS, Math.floor(PORTION_BYTES / Math.max(1, bytesPerEntry))));
}
