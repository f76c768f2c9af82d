import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlineError, isBulk, isWriteConflict } from './mongo_errors.js';

/** Calls that meet others before that counts as a failure. */
const MAX_MEETINGS = 20;
const PAUSE_MS = 10;

/** What the call answers; rejects with a `DeadlineError` when that takes longer. */
export async function answeredWithin<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(`No answer within ${String(timeoutMs)} ms.`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Does a call again while the server refuses it because it met others, which changes nothing: a deadlock of the
 * PostgreSQL below, or two who create or change the same. Of a bulk some may be done: whoever knows what that means
 * repeats it.
 */
export async function onceAlone<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!isWriteConflict(error) || isBulk(error) || attempt === MAX_MEETINGS) throw error;
    }
    await sleep(Math.random() * attempt * PAUSE_MS);
  }
}
