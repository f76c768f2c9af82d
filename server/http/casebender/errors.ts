import type { CasebenderErrorCode, CasebenderFailure, CasebenderLocale } from '../../../common/casebender.js';
import type { ErrorCode } from '../../../common/error_codes.js';
import { ActivityError } from '../../domain/errors.js';
import type { AlertFault } from '../../services/alert_fault.js';
import { faultOf, invalid } from '../../services/alert_fault.js';
import type { Reply } from '../route.js';
import { codeOf, RETRY_AFTER_SECONDS, STATUS_OF } from '../status.js';
import { formatMessage } from './format_message.js';

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
  METHOD_NOT_ALLOWED: 'METHOD_NOT_ALLOWED',
  NOTHING_TO_CHANGE: 'INVALID_REQUEST',
  RECORD_EXISTS: 'ALERT_EXISTS',
  VERSION_CONFLICT: 'VERSION_CONFLICT',
  PRECONDITION_FAILED: 'VERSION_CONFLICT',
  HISTORY_FULL: 'HISTORY_FULL',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  STORE_UNAVAILABLE: 'INTERNAL_ERROR',
  CONFIGURATION_INVALID: 'INTERNAL_ERROR',
  INTERNAL_ERROR: 'INTERNAL_ERROR',
};

/** The refusal of missing or bad credentials; `sent`: whether there were any (C11.2). */
export function unauthenticated(sent: boolean): ActivityError {
  return new ActivityError('UNAUTHENTICATED', 'Authentication is required.', { details: { sent } });
}

/** The answer to anything thrown: a localised sentence and a stable code, no detail of the inside (C1.3, C13). */
export function renderError(error: unknown, locale: CasebenderLocale, pathRead: boolean): Reply {
  // Of a path that could not be read only the id can be at fault.
  const shown = pathRead ? error : invalid({ fault: 'parameter', name: 'id' });
  const reason = codeOf(shown);
  const code = CODES[reason];
  const body: CasebenderFailure = { status: 'error', message: sentence(shown, code, locale), code };
  const status = STATUS_OF[code === 'FORBIDDEN' ? 'FORBIDDEN' : reason];
  return { status, headers: headersFor(shown, status), body };
}

function sentence(error: unknown, code: CasebenderErrorCode, locale: CasebenderLocale): string {
  switch (code) {
    case 'INVALID_REQUEST':
      return faultSentence(faultOf(error) ?? { fault: 'body' }, locale);
    case 'TLP_RESTRICTED':
    case 'PAP_RESTRICTED':
      return formatMessage(locale, 'error.FORBIDDEN');
    case 'RATE_LIMITED':
      return formatMessage(locale, 'error.RATE_LIMITED', { seconds: RETRY_AFTER_SECONDS });
    default:
      return formatMessage(locale, `error.${code}`);
  }
}

function faultSentence(fault: AlertFault, locale: CasebenderLocale): string {
  switch (fault.fault) {
    case 'body':
      return formatMessage(locale, 'fault.body');
    case 'integer': {
      const { name, min, max } = fault;
      // As strings, lest they be grouped.
      return formatMessage(locale, 'fault.integer', { name, min: String(min), max: String(max) });
    }
    default:
      return formatMessage(locale, `fault.${fault.fault}`, { name: fault.name });
  }
}

function headersFor(error: unknown, status: number): Record<string, string> {
  if (status === 503) return { 'Retry-After': String(RETRY_AFTER_SECONDS) };
  if (status !== 401) return {};
  const sent = error instanceof ActivityError && error.details['sent'] === true;
  return { 'WWW-Authenticate': `Bearer realm="case-activity"${sent ? ', error="invalid_token"' : ''}` };
}
