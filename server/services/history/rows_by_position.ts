import type { LogRow, PositionRange, SpaceLog } from '../../domain/log/space_log.js';

/** Rows of the first portion at least, and of each portion at most. */
const LEAST_PORTION = 50;
const MOST_PORTION = 500;
/** Each portion is so many times as large as the one before. */
const GROWTH = 2;

/** The rows at these positions in portions that grow, the first one of `first` rows; a portion is read when it is asked for. */
export async function* rowsByPosition(
  log: Pick<SpaceLog, 'rows'>,
  space: string,
  range: PositionRange,
  first: number,
): AsyncGenerator<readonly LogRow[]> {
  let size = Math.min(MOST_PORTION, Math.max(LEAST_PORTION, first));
  for (let { start } = range; start < range.end;) {
    const rows = await log.rows(space, { start, end: Math.min(range.end, start + size) });
    if (rows.length === 0) return;
    yield rows;
    start += rows.length;
    size = Math.min(MOST_PORTION, size * GROWTH);
  }
}
