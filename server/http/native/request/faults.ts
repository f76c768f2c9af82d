import type { NativeFault } from '../../../../common/native.js';
import { ActivityError, isActivityError } from '../../../domain/errors.js';

/** The refusal of a request with all that is wrong with it (N1.3). */
export function invalidRequest(faults: readonly NativeFault[], cause?: unknown): ActivityError {
  const options = { cause, details: { faults } };
  return new ActivityError('INVALID_REQUEST', sentenceOf(faults.length), options);
}

/** What `invalidRequest` was made of; nothing of any other error. */
export function faultsOf(error: unknown): readonly NativeFault[] {
  const faults = isActivityError(error) ? error.details['faults'] : undefined;
  // Only the function above gives errors such a detail.
  return Array.isArray(faults) ? (faults as readonly NativeFault[]) : [];
}

function sentenceOf(count: number): string {
  if (count === 1) return 'One parameter is not valid.';
  return `${count === 2 ? 'Two' : String(count)} parameters are not valid.`;
}
