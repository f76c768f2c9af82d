import type { NativeFault } from '../../../../common/native.js';
import { ActivityError, isActivityError } from '../../../domain/errors.js';

/** The refusal of a request with all that is wrong with it (N1.3). */
export function invalidRequest(faults: readonly NativeFault[], cause?: unknown): ActivityError {
  const options = { cause, details: { faults } };
  return new ActivityError('INVALID_REQUEST', sentenceOf(faults), options);
}

/** The refusal of a body that is larger than is taken, with all that is wrong with it. */
export function bodyTooLarge(faults: readonly NativeFault[]): ActivityError {
  return new ActivityError('PAYLOAD_TOO_LARGE', 'A part of the request is too large.', {
    details: { faults },
  });
}

/** What the functions above were given; nothing of any other error. */
export function faultsOf(error: unknown): readonly NativeFault[] {
  const faults = isActivityError(error) ? error.details['faults'] : undefined;
  // Only they give errors such a detail.
  return Array.isArray(faults) ? (faults as readonly NativeFault[]) : [];
}

function sentenceOf(faults: readonly NativeFault[]): string {
  const { length } = faults;
  const [one, many] = faults.every(({ parameter }) => parameter !== undefined)
    ? ['parameter', 'parameters']
    : ['part of the request', 'parts of the request'];
  if (length === 1) return `One ${one} is not valid.`;
  return `${length === 2 ? 'Two' : String(length)} ${many} are not valid.`;
}
