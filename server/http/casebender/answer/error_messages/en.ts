import type { ErrorCatalogue } from './error_catalogue.js';

/** English sentences of errors (C13), as ICU MessageFormat patterns. */
export const en: ErrorCatalogue = {
  'error.UNAUTHORIZED': 'Missing or invalid authentication token',
  'error.FORBIDDEN': 'You do not have permission to access this information',
  'error.ALERT_NOT_FOUND': 'Alert not found',
  'error.INTERNAL_ERROR': 'Server error',
  'error.COMMENT_NOT_FOUND': 'Comment not found',
  'error.METHOD_NOT_ALLOWED': 'Method not allowed',
  'error.ALERT_EXISTS': 'An alert with this identifier already exists',
  'error.ALERT_ALREADY_LINKED': 'The alert is already linked to a case',
  'error.HISTORY_FULL': 'The history of the alert is full',
  'error.VERSION_CONFLICT': 'The resource has changed since you read it',
  'error.IDEMPOTENCY_IN_PROGRESS': 'The original request is still in progress',
  'error.IDEMPOTENCY_KEY_REUSED': 'The idempotency key was already used with another request',
  'error.PAYLOAD_TOO_LARGE': 'The request body is too large',
  'error.UNSUPPORTED_MEDIA_TYPE': 'The request body must be JSON',
  'error.RATE_LIMITED':
    'Rate limit exceeded; try again in {seconds, plural, one {# second} other {# seconds}}',
  'fault.integer': "Parameter ''{name}'' must be an integer between {min} and {max}",
  'fault.parameter': "Parameter ''{name}'' is not valid",
  'fault.missing': "Field ''{name}'' is required",
  'fault.value': "The value of field ''{name}'' is not valid",
  'fault.unknown': "Field ''{name}'' is not supported",
  'fault.body': 'The request body is not valid',
  'fault.query': 'The query parameters are not valid',
};
