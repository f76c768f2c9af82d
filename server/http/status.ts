import type { ErrorCode } from '../../common/error_codes.js';
import { isActivityError } from '../domain/errors.js';

/** The HTTP status of every code. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  INVALID_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TLP_RESTRICTED: 403,
  PAP_RESTRICTED: 403,
  RECORD_NOT_FOUND: 404,
  COMMENT_NOT_FOUND: 404,
  SPACE_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOTHING_TO_CHANGE: 406,
  RECORD_EXISTS: 409,
  VERSION_CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  HISTORY_FULL: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  STORE_UNAVAILABLE: 503,
  CONFIGURATION_INVALID: 500,
  INTERNAL_ERROR: 500,
};

/** Seconds a client is asked to wait when the store does not answer. */
export const RETRY_AFTER_SECONDS = 5;

/** The code of any thrown value: anything that is not ours is an internal error. */
export function codeOf(error: unknown): ErrorCode {
  return isActivityError(error) ? error.code : 'INTERNAL_ERROR';
}
