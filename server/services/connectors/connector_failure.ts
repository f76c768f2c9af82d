import { ActivityError } from '../../domain/errors.js';

/** What is told of a call that failed: nothing of addresses, headers or secrets (K18). */
export function connectorFailure(message: string, cause?: unknown): ActivityError {
  return new ActivityError('CONNECTOR_FAILED', message, cause === undefined ? {} : { cause });
}
