/** Every sentence about a failed request: by code and by kind of fault (C13). */
export type ErrorMessageKey =
  | 'error.UNAUTHORIZED'
  | 'error.FORBIDDEN'
  | 'error.ALERT_NOT_FOUND'
  | 'error.INTERNAL_ERROR'
  | 'error.COMMENT_NOT_FOUND'
  | 'error.METHOD_NOT_ALLOWED'
  | 'error.ALERT_EXISTS'
  | 'error.ALERT_ALREADY_LINKED'
  | 'error.HISTORY_FULL'
  | 'error.VERSION_CONFLICT'
  | 'error.IDEMPOTENCY_IN_PROGRESS'
  | 'error.IDEMPOTENCY_KEY_REUSED'
  | 'error.PAYLOAD_TOO_LARGE'
  | 'error.UNSUPPORTED_MEDIA_TYPE'
  | 'error.RATE_LIMITED'
  | 'fault.integer'
  | 'fault.parameter'
  | 'fault.missing'
  | 'fault.value'
  | 'fault.unknown'
  | 'fault.body'
  | 'fault.query';

/** The sentences of one language: ICU MessageFormat patterns, with the same arguments in every language. */
export type ErrorCatalogue = Readonly<Record<ErrorMessageKey, string>>;
