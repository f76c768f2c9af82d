import { HASH_BYTES, TILE_WIDTH } from '../../../domain/log/merkle.js';
import type { LogRow, PositionRange, SpaceLog } from '../../../domain/log/space_log.js';
import { isDamage } from './stored_entries.js';

/** Rows that are asked for at once: of a part that cannot be read as a whole, half as many, and so on. */
const MOST_AT_ONCE = 512;
/** Positions so near to each other are read together: what lies between costs less than another look. */
const NEAR = 16;

/** Reads the log of a space, whatever is stored there. @throws STORE_UNAVAILABLE, LOG_DISABLED */
export class LogReading {
  readonly #log: SpaceLog;
  readonly #space: string;
  #tile: { readonly index: number; readonly bytes: Uint8Array } | undefined;

  constructor(log: SpaceLog, space: string) {
    this.#log = log;
    this.#space = space;
  }

  /** The rows of a range by position; those that are missing or cannot be read are not there. */
  async rows({ start, end }: PositionRange): Promise<ReadonlyMap<number, LogRow>> {
    const rows = new Map<number, LogRow>();
    for (let [from, atOnce] = [start, MOST_AT_ONCE]; from < end;) {
      const to = Math.min(end, from + atOnce);
      const found = await readable(() => this.#log.rows(this.#space, { start: from, end: to }));
      // One that is missing may have made room for others.
      const isWhole = found?.every(({ position }, i) => position === from + i) ?? false;
      if (!isWhole && to - from > 1) {
        atOnce = Math.ceil((to - from) / 2);
        continue;
      }
      for (const row of isWhole ? (found ?? []) : []) rows.set(row.position, row);
      from = to;
      atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
    }
    return rows;
  }

  /** The rows at these positions, which ascend. */
  async rowsAt(positions: readonly number[]): Promise<ReadonlyMap<number, LogRow>> {
    const rows = new Map<number, LogRow>();
    for (const range of rangesOf(positions)) {
      for (const [position, row] of await this.rows(range)) rows.set(position, row);
    }
    return rows;
  }

  /** The leaf at a position, base64url as rows have it; `undefined`: the tile does not have it. */
  async leaf(position: number): Promise<string | undefined> {
    const index = Math.floor(position / TILE_WIDTH);
    if (this.#tile?.index !== index) this.#tile = { index, bytes: await this.tile(0, index) };
    const offset = (position % TILE_WIDTH) * HASH_BYTES;
    const leaf = this.#tile.bytes.subarray(offset, offset + HASH_BYTES);
    return leaf.byteLength === HASH_BYTES ? Buffer.from(leaf).toString('base64url') : undefined;
  }

  /** The hashes of a tile; none where they cannot be read. */
  async tile(level: number, index: number): Promise<Uint8Array> {
    return (await readable(() => this.#log.tile(this.#space, level, index))) ?? new Uint8Array();
  }
}

/** What is read; `undefined`: what is stored is damaged. @throws what is none of the stored data's fault */
export async function readable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isDamage(error)) throw error;
    return undefined;
  }
}

function rangesOf(positions: readonly number[]): readonly PositionRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (const position of positions) {
    const range = ranges.at(-1);
    if (range !== undefined && position >= range.end && position - range.end < NEAR) range.end = position + 1;
    else ranges.push({ start: position, end: position + 1 });
  }
  return ranges;
}
