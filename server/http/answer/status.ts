import type { ErrorCode } from '../../../common/error_codes.js';
import { isActivityError } from '../../domain/errors.js';

/** The HTTP status of every code. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  INVALID_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TLP_RESTRICTED: 403,
  PAP_RESTRICTED: 403,
  RECORD_NOT_FOUND: 404,
  COMMENT_NOT_FOUND: 404,
  ENTRY_NOT_FOUND: 404,
  SPACE_NOT_FOUND: 404,
  LOG_DISABLED: 404,
  NO_SIGNING_KEY: 404,
  METHOD_NOT_ALLOWED: 405,
  NOTHING_TO_CHANGE: 406,
  RECORD_EXISTS: 409,
  ALERT_ALREADY_LINKED: 409,
  VERSION_CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  HISTORY_FULL: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TIME_AHEAD: 422,
  RANGE_TOO_LARGE: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  TOO_MANY_FEEDS: 422,
  FEED_BLOCKED: 422,
  KIND_RESERVED: 422,
  CONNECTOR_FAILED: 424,
  RATE_LIMITED: 429,
  TOO_MANY_STREAMS: 429,
  STREAMS_EXHAUSTED: 503,
  AUTHENTICATION_UNAVAILABLE: 503,
  AUDIT_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
  CONFIGURATION_INVALID: 500,
  INTERNAL_ERROR: 500,
};

const RETRY_AFTER_SECONDS = 5;

/** Seconds a client is asked to wait when something that is needed does not answer or is used up. */
export function retryAfterSeconds(error: unknown): number {
  const known = isActivityError(error) ? error.details['retryAfterSeconds'] : undefined;
  return typeof known === 'number' ? known : RETRY_AFTER_SECONDS;
}

/** The code of any thrown value: anything that is not ours is an internal error. */
export function codeOf(error: unknown): ErrorCode {
  return isActivityError(error) ? error.code : 'INTERNAL_ERROR';
}
