import { ActivityError, isActivityError } from '../../domain/errors.js';
import { isNearlyFull, storeIsFull } from './room.js';

const FULL = /no space left|disk quota|file too large|MDB_MAP_FULL/i;

/** What to throw for something that was thrown while reading: our own errors as they are. */
export function readFailure(cause: unknown): ActivityError {
  if (isActivityError(cause)) return cause;
  // lmdb throws neither: what it has answered is not what was stored.
  const isDamaged = cause instanceof SyntaxError || cause instanceof TypeError;
  return isDamaged
    ? new ActivityError('INTERNAL_ERROR', 'A stored value cannot be read.', { cause })
    : new ActivityError('STORE_UNAVAILABLE', 'The store does not answer.', { cause });
}

/**
 * What to throw for a group of writes that lmdb could not commit: none of them is visible.
 * lmdb hides the reason in a second promise, which would be an unhandled rejection if nobody asked for it.
 */
export async function writeFailure(path: string, error: unknown): Promise<ActivityError> {
  if (isActivityError(error)) return error;
  const cause = await reasonOf(error);
  // lmdb reports a write that only fitted in part as an input/output error.
  return FULL.test(String(cause)) || isNearlyFull(path)
    ? storeIsFull(cause)
    : new ActivityError('STORE_UNAVAILABLE', 'The store cannot write.', { cause });
}

/** What to throw for a folder that cannot be used. */
export function openFailure(path: string, cause: unknown): ActivityError {
  return new ActivityError('STORE_UNAVAILABLE', 'The embedded store cannot be opened.', {
    cause,
    details: { path },
  });
}

async function reasonOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error;
  try {
    await Promise.race([error.commitError, patience()]);
    return error;
  } catch (reason) {
    return reason;
  }
}

/** The reason comes in the same turn; should it never come, the caller still gets an answer. */
function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000).unref());
}
