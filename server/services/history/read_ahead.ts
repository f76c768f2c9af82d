/** Entries of the first read, when nobody knows how large they are. */
const FIRST = 20;
/** Entries that are read for at once, and the heads of their records. */
const MOST = 200;
/** The same in characters of JSON, judged by the entries that were read before. */
const MOST_WEIGHT = 4 * 2 ** 20;

/** What has become of the rows of a read. */
export interface ReadRows {
  readonly rows: number;
  /** How many of them were what is looked for. */
  readonly found: number;
  /** Characters of JSON of all their entries. */
  readonly weight: number;
}

/** How many rows to read entries for: so many that enough are found among them, if the others are like these. */
export class ReadAhead {
  readonly #mostWeight: number;
  #before: ReadRows = { rows: 0, found: 0, weight: 0 };

  /** @param mostWeight characters of JSON that are read for at once, as far as the entries before tell it */
  constructor(mostWeight = MOST_WEIGHT) {
    this.#mostWeight = mostWeight;
  }

  /** @param room entries that are wanted */
  next(room: number): number {
    const { rows, found, weight } = this.#before;
    if (rows === 0) return Math.min(room, FIRST);
    const likely = Math.ceil((room * (rows + 1)) / (found + 1));
    const light = Math.floor((this.#mostWeight * rows) / weight);
    return Math.max(1, Math.min(MOST, likely, light));
  }

  /** Tells of a read. */
  done({ rows, found, weight }: ReadRows): void {
    const before = this.#before;
    this.#before = {
      ...{ rows: before.rows + rows, found: before.found + found, weight: before.weight + weight },
    };
  }
}
