import { STATUS_CODES } from 'node:http';
import type { ErrorCode } from '../../../../common/error_codes.js';
import type { NativeErrorCode, NativeFault, NativeProblem } from '../../../../common/native.js';
import { isActivityError } from '../../../domain/errors.js';
import { codeOf, retryAfterSeconds, STATUS_OF } from '../../answer/status.js';
import type { FailureReply } from '../../route.js';
import { faultPlace } from '../../../services/ingest/change_fault.js';
import { faultsOf } from '../request/faults.js';
import { jsonPointer } from '../request/json_pointer.js';

/** The code clients branch on, for every code of ours (N17). */
const CODES: Readonly<Record<ErrorCode, NativeErrorCode>> = {
  INVALID_REQUEST: 'INVALID_REQUEST',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  // What the caller may not see does not exist (N1.2).
  TLP_RESTRICTED: 'RECORD_NOT_FOUND',
  PAP_RESTRICTED: 'RECORD_NOT_FOUND',
  RECORD_NOT_FOUND: 'RECORD_NOT_FOUND',
  COMMENT_NOT_FOUND: 'RECORD_NOT_FOUND',
  ENTRY_NOT_FOUND: 'ENTRY_NOT_FOUND',
  SPACE_NOT_FOUND: 'SPACE_NOT_FOUND',
  LOG_DISABLED: 'LOG_DISABLED',
  NO_SIGNING_KEY: 'NO_SIGNING_KEY',
  METHOD_NOT_ALLOWED: 'METHOD_NOT_ALLOWED',
  RANGE_TOO_LARGE: 'RANGE_TOO_LARGE',
  RATE_LIMITED: 'RATE_LIMITED',
  TOO_MANY_STREAMS: 'TOO_MANY_STREAMS',
  STREAMS_EXHAUSTED: 'STREAMS_EXHAUSTED',
  AUTHENTICATION_UNAVAILABLE: 'STORE_UNAVAILABLE',
  AUDIT_UNAVAILABLE: 'STORE_UNAVAILABLE',
  STORE_UNAVAILABLE: 'STORE_UNAVAILABLE',
  RECORD_EXISTS: 'RECORD_EXISTS',
  VERSION_CONFLICT: 'VERSION_CONFLICT',
  HISTORY_FULL: 'HISTORY_FULL',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  KIND_RESERVED: 'KIND_RESERVED',
  TIME_AHEAD: 'TIME_AHEAD',
  TOO_MANY_FEEDS: 'TOO_MANY_FEEDS',
  FEED_BLOCKED: 'FEED_BLOCKED',
  // Of alerts, which have an API of their own.
  NOTHING_TO_CHANGE: 'INTERNAL_ERROR',
  ALERT_ALREADY_LINKED: 'INTERNAL_ERROR',
  PRECONDITION_FAILED: 'INTERNAL_ERROR',
  CONNECTOR_FAILED: 'INTERNAL_ERROR',
  CONFIGURATION_INVALID: 'INTERNAL_ERROR',
  INTERNAL_ERROR: 'INTERNAL_ERROR',
};

/** The codes an answer can have. */
export const ERROR_CODES: readonly NativeErrorCode[] = [...new Set(Object.values(CODES))];

/** Media type of every failure. */
export const PROBLEM_TYPE = 'application/problem+json';

/** What is said about what lies within; of the rest the error's own sentence is told. */
const INSIDES: Readonly<Partial<Record<NativeErrorCode, string>>> = {
  INTERNAL_ERROR: 'The request could not be answered.',
  STORE_UNAVAILABLE: 'Something that is needed does not answer at the moment.',
  STREAMS_EXHAUSTED: 'Too many answers are being written at the moment.',
  RECORD_NOT_FOUND: 'There is no such record.',
};

/** The answer to anything thrown. */
export function renderProblem(error: unknown, requestId: string): FailureReply {
  const body = problemOf(error, requestId);
  const { status } = body;
  return { status, headers: { 'Content-Type': PROBLEM_TYPE, ...headersFor(error, status) }, body };
}

/** Anything thrown as a problem (RFC 9457) with all faults of the request, no detail of the inside (N1.3). */
export function problemOf(error: unknown, requestId: string): NativeProblem {
  const code = CODES[codeOf(error)];
  const status = STATUS_OF[code];
  const detail = INSIDES[code] ?? (isActivityError(error) ? error.message : '');
  const errors = status < 500 ? placesOf(error, detail) : [];
  const fits = fitsOf(error);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    requestId,
    ...(errors.length > 0 && { errors }),
    ...(fits !== undefined && { fits: fits.toISOString() }),
  };
}

/** All faults of a request; of a refusal by what is recorded, the place of the change that it is about. */
function placesOf(error: unknown, detail: string): readonly NativeFault[] {
  const place = faultPlace(error);
  if (place === undefined) return faultsOf(error);
  return place.length === 0 ? [] : [{ pointer: jsonPointer(place), detail }];
}

/** The latest end of a range that would do. */
function fitsOf(error: unknown): Date | undefined {
  const fits = isActivityError(error, 'RANGE_TOO_LARGE') ? error.details['fits'] : undefined;
  return fits instanceof Date ? fits : undefined;
}

function headersFor(error: unknown, status: number): Record<string, string> {
  if (status === 503 || status === 429) return { 'Retry-After': String(retryAfterSeconds(error)) };
  // Never Basic: a browser would put its own dialog over a page (N1.1).
  return status === 401 ? { 'WWW-Authenticate': 'Bearer realm="case-activity"' } : {};
}
