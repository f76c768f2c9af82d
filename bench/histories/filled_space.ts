import { rowOf } from '../../server/domain/log/log_row.js';
import type { LogRow } from '../../server/domain/log/space_log.js';
import { MAX_APPENDED } from '../../server/domain/log/space_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { anAlert } from '../support/histories.js';
import { inParallel } from '../support/measure.js';
import { OWNERS, SPACE } from './boss.js';
import type { SealedHistory } from './sealed_history.js';
import { restore, sealedHistory } from './sealed_history.js';

const START = Date.UTC(2026, 0, 15, 9);
const SECOND = 1_000;
/** Records that have their entries in the same weeks, and how many each has. */
const RECORDS = 100;
const ENTRIES = 100;
const WRITERS = 16;

/** Rows that are written at a time: a space has a multiple of them. */
export const ROWS_AT_A_TIME = RECORDS * ENTRIES;

/** Makes the seals of a history real ones. */
export type Sealing = (history: SealedHistory) => Promise<SealedHistory>;

/**
 * Fills the space of the store with at least so many rows, a second apart, in the order of their times: a hundred
 * records of a hundred entries each, of all owners, take turns, so that any fifty neighbours are of fifty records;
 * then come the next hundred.
 * @param seal default: seals have the size of real ones and prove nothing
 * @returns how many they are
 */
export async function fillSpace(store: ActivityStore, rows: number, seal?: Sealing): Promise<number> {
  const size = Math.ceil(rows / ROWS_AT_A_TIME) * ROWS_AT_A_TIME;
  const first = await store.reserveNumbers(size / ENTRIES);
  let extended = Promise.resolve();
  for (let start = 0; start < size; start += ROWS_AT_A_TIME) {
    const number = first + start / ENTRIES;
    const plain = Array.from({ length: RECORDS }, (_, i) => historyOf(start, number + i, i));
    const histories = seal === undefined ? plain : await Promise.all(plain.map(seal));
    await inParallel(RECORDS, WRITERS, async (i) => {
      const history = histories[i];
      if (history !== undefined) await restore(store, history);
    });
    await extended;
    extended = extend(store, rowsOf(histories, start));
    // Awaited in the next turn, while other records are written.
    extended.catch(() => undefined);
  }
  await extended;
  await store.log.catchUp(SPACE);
  const head = await store.log.head(SPACE);
  if (head.size !== size) throw new Error(`The log has ${String(head.size)} rows, not ${String(size)}.`);
  return size;
}

/** The `turn`-th of the records whose rows begin at this position. */
function historyOf(start: number, number: number, turn: number): SealedHistory {
  return sealedHistory({
    subject: { ...anAlert(`alert ${String(number)}`), space: SPACE },
    owner: OWNERS[turn % OWNERS.length] ?? '',
    number,
    length: ENTRIES,
    at: (seq) => new Date(START + (start + (seq - 1) * RECORDS + turn) * SECOND),
  });
}

function rowsOf(histories: readonly SealedHistory[], start: number): readonly LogRow[] {
  return Array.from({ length: ENTRIES }, (_, i) =>
    histories.flatMap(({ head, activities }, turn) => {
      const activity = activities[i];
      return activity === undefined ? [] : [rowOf(activity, head.number, start + i * RECORDS + turn)];
    }),
  ).flat();
}

async function extend(store: ActivityStore, rows: readonly LogRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += MAX_APPENDED) {
    await store.log.extend(SPACE, rows.slice(i, i + MAX_APPENDED));
  }
}
