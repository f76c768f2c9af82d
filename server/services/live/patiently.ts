import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '../../../common/error_codes.js';
import { isActivityError } from '../../domain/errors.js';

const PAUSE_MS = 1_000;

/** Failures that another moment may mend. */
const FOR_NOW: readonly ErrorCode[] = [
  ...(['STORE_UNAVAILABLE', 'AUTHENTICATION_UNAVAILABLE', 'AUDIT_UNAVAILABLE', 'RATE_LIMITED'] as const),
];

/** What the work answers, tried again while what it needs does not answer; `undefined`: it was told to end. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!isActivityError(error) || !FOR_NOW.includes(error.code)) throw error;
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
