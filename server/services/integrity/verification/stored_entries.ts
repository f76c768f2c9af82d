import type { Activity } from '../../../domain/activity.js';
import { isActivityError } from '../../../domain/errors.js';
import type { RecordHead, SeqRange } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';

/** Entries that are asked for at once: of a part that cannot be read as a whole, half as many, and so on. */
const MOST_AT_ONCE = 512;

/** An entry as it is stored; `undefined`: it is missing, or what is stored cannot be read as one. */
export interface StoredEntry {
  readonly seq: number;
  readonly entry: Activity | undefined;
}

/**
 * The entries of a range, oldest first, whatever is stored there.
 * @throws RECORD_NOT_FOUND when the record is erased, STORE_UNAVAILABLE
 */
export async function* storedEntries(
  store: Pick<ActivityStore, 'entries'>,
  head: RecordHead,
  { from, to }: SeqRange,
): AsyncGenerator<StoredEntry> {
  let [seq, atOnce] = [from, MOST_AT_ONCE];
  while (seq <= to) {
    const limit = Math.min(atOnce, to - seq + 1);
    try {
      const before = seq;
      for await (const portion of store.entries(head, { order: 'asc', skip: seq - 1, limit })) {
        for (const entry of portion) {
          yield { seq, entry };
          seq += 1;
        }
      }
      if (seq === before) throw new RangeError('The store answers fewer entries than it should.');
      atOnce = Math.min(MOST_AT_ONCE, atOnce * 2);
    } catch (error) {
      if (!isDamage(error)) throw error;
      if (atOnce > 1) {
        atOnce = Math.floor(Math.min(atOnce, limit) / 2) || 1;
        continue;
      }
      yield { seq, entry: undefined };
      seq += 1;
      atOnce = 1;
    }
  }
}

/** Whether what is stored is at fault, and neither the store itself nor somebody who erases the record. */
export function isDamage(error: unknown): boolean {
  return (
    !isActivityError(error, 'STORE_UNAVAILABLE') &&
    !isActivityError(error, 'RECORD_NOT_FOUND') &&
    !isActivityError(error, 'LOG_DISABLED')
  );
}

/** Reads of a record for as long as it is there: where it is erased, or its head is of another one, no further. */
export async function whileThere(read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!isActivityError(error, 'RECORD_NOT_FOUND')) throw error;
  }
}
