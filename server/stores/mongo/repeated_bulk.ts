import { setTimeout as sleep } from 'node:timers/promises';
import { isOnlyDuplicates, isWriteConflict } from './connection/mongo_errors.js';
import type { Workbench } from './workbench.js';

const MAX_ATTEMPTS = 20;
const PAUSE_MS = 10;

/**
 * Does an unordered bulk that may be repeated, and again while it meets others that write the same documents: an
 * engine may then refuse parts of it, or end it as a deadlock. Answers whether some were there already.
 */
export async function repeatedBulk(
  bench: Pick<Workbench, 'call'>,
  bulk: () => Promise<unknown>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await bench.call(bulk);
      return false;
    } catch (error) {
      if (isOnlyDuplicates(error)) return true;
      if (!isWriteConflict(error) || attempt === MAX_ATTEMPTS) throw error;
    }
    await sleep(Math.random() * attempt * PAUSE_MS);
  }
}
