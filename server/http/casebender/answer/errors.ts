import type { CasebenderErrorCode, CasebenderFailure } from '../../../../common/casebender.js';
import type { ErrorCode } from '../../../../common/error_codes.js';
import { ActivityError, isActivityError } from '../../../domain/errors.js';
import type { AlertFault } from '../../../services/alerts/alert_fault.js';
import { faultOf, invalid } from '../../../services/alerts/alert_fault.js';
import type { FailureReply } from '../../route.js';
import { codeOf, retryAfterSeconds, STATUS_OF } from '../../answer/status.js';
import type { Language } from '../../prose/language.js';
import type { ErrorMessageKey } from './error_messages/error_catalogue.js';

/** The code clients branch on, for every code of ours (C13). */
const CODES: Readonly<Record<ErrorCode, CasebenderErrorCode>> = {
  INVALID_REQUEST: 'INVALID_REQUEST',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  TLP_RESTRICTED: 'TLP_RESTRICTED',
  PAP_RESTRICTED: 'PAP_RESTRICTED',
  RECORD_NOT_FOUND: 'ALERT_NOT_FOUND',
  COMMENT_NOT_FOUND: 'COMMENT_NOT_FOUND',
  // A space that does not exist looks like one the caller may not enter (C1).
  SPACE_NOT_FOUND: 'FORBIDDEN',
  ENTRY_NOT_FOUND: 'ALERT_NOT_FOUND',
  LOG_DISABLED: 'ALERT_NOT_FOUND',
  NO_SIGNING_KEY: 'ALERT_NOT_FOUND',
  METHOD_NOT_ALLOWED: 'METHOD_NOT_ALLOWED',
  NOTHING_TO_CHANGE: 'INVALID_REQUEST',
  RECORD_EXISTS: 'ALERT_EXISTS',
  ALERT_ALREADY_LINKED: 'ALERT_ALREADY_LINKED',
  VERSION_CONFLICT: 'VERSION_CONFLICT',
  PRECONDITION_FAILED: 'VERSION_CONFLICT',
  HISTORY_FULL: 'HISTORY_FULL',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  TIME_AHEAD: 'INVALID_REQUEST',
  RANGE_TOO_LARGE: 'INVALID_REQUEST',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  TOO_MANY_FEEDS: 'INVALID_REQUEST',
  FEED_BLOCKED: 'INVALID_REQUEST',
  KIND_RESERVED: 'INVALID_REQUEST',
  RATE_LIMITED: 'RATE_LIMITED',
  TOO_MANY_STREAMS: 'RATE_LIMITED',
  STREAMS_EXHAUSTED: 'INTERNAL_ERROR',
  AUTHENTICATION_UNAVAILABLE: 'INTERNAL_ERROR',
  AUDIT_UNAVAILABLE: 'INTERNAL_ERROR',
  STORE_UNAVAILABLE: 'INTERNAL_ERROR',
  CONNECTOR_FAILED: 'INTERNAL_ERROR',
  CONFIGURATION_INVALID: 'INTERNAL_ERROR',
  INTERNAL_ERROR: 'INTERNAL_ERROR',
};

/** The codes an answer can have. */
export const ERROR_CODES: readonly CasebenderErrorCode[] = [...new Set(Object.values(CODES))];

/** A language that errors are told in. */
type ErrorLanguage = Language<ErrorMessageKey>;

/** The refusal of missing or bad credentials; `sent`: whether there were any (C11.2). */
export function unauthenticated(sent: boolean): ActivityError {
  return new ActivityError('UNAUTHENTICATED', 'Authentication is required.', { details: { sent } });
}

/** The answer to anything thrown: a localised sentence and a stable code, no detail of the inside (C1.3, C13). */
export function renderError(error: unknown, language: ErrorLanguage, pathRead: boolean): FailureReply {
  // Of a path that could not be read only the id can be at fault.
  const shown = pathRead ? error : invalid({ fault: 'parameter', name: 'id' });
  const reason = codeOf(shown);
  const code = CODES[reason];
  const body: CasebenderFailure = { status: 'error', message: sentence(shown, code, language), code };
  const status = STATUS_OF[code === 'FORBIDDEN' ? 'FORBIDDEN' : reason];
  return { status, headers: headersFor(shown, status), body };
}

function sentence(error: unknown, code: CasebenderErrorCode, { say }: ErrorLanguage): string {
  switch (code) {
    case 'INVALID_REQUEST':
      return faultSentence(faultOf(error) ?? readingFault(error), say);
    case 'TLP_RESTRICTED':
    case 'PAP_RESTRICTED':
      return say('error.FORBIDDEN');
    case 'RATE_LIMITED':
      return say('error.RATE_LIMITED', { seconds: retryAfterSeconds(error) });
    default:
      return say(`error.${code}`);
  }
}

/** What was found before a schema was asked: in the query, in a field of the body, or in the body as a whole. */
function readingFault(error: unknown): AlertFault {
  const { part, field } = isActivityError(error) ? error.details : {};
  if (part === 'query') return { fault: 'query' };
  return typeof field === 'string' && field !== '' ? { fault: 'value', name: field } : { fault: 'body' };
}

function faultSentence(fault: AlertFault, say: ErrorLanguage['say']): string {
  switch (fault.fault) {
    case 'body':
    case 'query':
      return say(`fault.${fault.fault}`);
    case 'integer': {
      const { name, min, max } = fault;
      // As strings, lest they be grouped.
      return say('fault.integer', { name, min: String(min), max: String(max) });
    }
    default:
      return say(`fault.${fault.fault}`, { name: fault.name });
  }
}

function headersFor(error: unknown, status: number): Record<string, string> {
  if (status === 503 || status === 429) return { 'Retry-After': String(retryAfterSeconds(error)) };
  if (status !== 401) return {};
  const sent = error instanceof ActivityError && error.details['sent'] === true;
  return { 'WWW-Authenticate': `Bearer realm="case-activity"${sent ? ', error="invalid_token"' : ''}` };
}
