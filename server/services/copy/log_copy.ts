import { isDeepStrictEqual } from 'node:util';
import { isActivityError } from '../../domain/errors.js';
import { rootOf } from '../../domain/log/merkle.js';
import { MAX_APPENDED } from '../../domain/log/space_log.js';
import type { LogRow, SpaceLog } from '../../domain/log/space_log.js';
import type { ActivityStore } from '../../domain/store.js';
import { spacesWithRecords } from '../every_record.js';

const SPACES_PER_PAGE = 100;

/** How the log of a space stands in two stores; without `problem` it is the same in both. */
export interface LogComparison {
  readonly space: string;
  readonly source: number;
  readonly target: number;
  readonly problem: string | undefined;
}

/** Gives what is due in the source its positions, so that it has the same ones in the target. */
export async function completeLogs(source: ActivityStore): Promise<void> {
  for await (const space of spacesOf(source.log)) await source.log.catchUp(space);
  // A space whose first entries are due has no log yet.
  for await (const space of spacesWithRecords(source)) await source.log.catchUp(space);
}

/**
 * Appends to the logs of the target what they do not have of the source's; positions stay. The records must be
 * there. A log that is not the beginning of the source's stays as it is.
 */
export async function copyLogs(source: ActivityStore, target: ActivityStore): Promise<void> {
  for await (const space of spacesOf(source.log)) {
    const { size: start } = await target.log.head(space);
    try {
      for await (const rows of rowsOf(source.log, space, start)) await target.log.extend(space, rows);
    } catch (error) {
      // Somebody else appends to it: the comparison tells what has become of it.
      if (!isActivityError(error, 'VERSION_CONFLICT')) throw error;
    }
  }
}

/** Compares what the source's logs have with the beginnings of the target's: rows one by one, trees by their roots. */
export async function* compareLogs(
  source: ActivityStore,
  target: ActivityStore,
): AsyncGenerator<LogComparison> {
  for await (const space of spacesOf(source.log)) {
    const [ours, theirs] = await Promise.all([source.log.head(space), target.log.head(space)]);
    const sizes = { space, source: ours.size, target: theirs.size };
    const position = await firstDifference(source.log, target.log, space);
    const sameTree =
      ours.size !== theirs.size || Buffer.compare(rootOf(ours.frontier), rootOf(theirs.frontier)) === 0;
    if (position !== undefined) {
      yield { ...sizes, problem: `has another row ${String(position)} in the target` };
    } else {
      yield { ...sizes, problem: sameTree ? undefined : 'has another tree in the target' };
    }
  }
}

/** The first position of the source at which the target has another row, or none. */
async function firstDifference(
  source: SpaceLog,
  target: SpaceLog,
  space: string,
): Promise<number | undefined> {
  for await (const ours of rowsOf(source, space, 0)) {
    const [first, last] = [ours[0], ours.at(-1)];
    if (first === undefined || last === undefined) continue;
    const theirs = await target.rows(space, { start: first.position, end: last.position + 1 });
    const differing = ours.find((row, i) => !isDeepStrictEqual(row, theirs[i]));
    if (differing !== undefined) return differing.position;
  }
  return undefined;
}

async function* rowsOf(log: SpaceLog, space: string, from: number): AsyncGenerator<readonly LogRow[]> {
  const { size } = await log.head(space);
  for (let start = from; start < size; start += MAX_APPENDED) {
    yield await log.rows(space, { start, end: Math.min(size, start + MAX_APPENDED) });
  }
}

async function* spacesOf(log: SpaceLog): AsyncGenerator<string> {
  let after: string | undefined;
  for (;;) {
    const page = await log.spaces(after, SPACES_PER_PAGE);
    yield* page;
    if (page.length < SPACES_PER_PAGE) return;
    after = page.at(-1);
  }
}
