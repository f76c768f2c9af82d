import type { ErrorCode } from '../../server/index.js';
import { ActivityError } from '../../server/index.js';

/** Failures that are none of the row: the next one would meet them too. */
const ENDS_THE_RUN: readonly ErrorCode[] = ['STORE_UNAVAILABLE', 'AUDIT_UNAVAILABLE', 'INTERNAL_ERROR'];

/** The error of a record that is refused while others need not be. @throws every other error again */
export function refusalOf(error: unknown): ActivityError {
  if (error instanceof ActivityError && !ENDS_THE_RUN.includes(error.code)) return error;
  throw error;
}
