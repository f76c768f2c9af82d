import type { ErrorCode } from '../../common/error_codes.js';

/**
 * The one error of the project: a code to branch on and a sentence for a person.
 * The message of a code below 500 may reach a client, so it says nothing about insides;
 * what an engineer needs stands in `cause` and `details`, which only reach the log.
 */
export class ActivityError extends Error {
  override readonly name = 'ActivityError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether the value is an `ActivityError`, and if a code is given, one with that code. */
export function isActivityError(error: unknown, code?: ErrorCode): error is ActivityError {
  return error instanceof ActivityError && (code === undefined || error.code === code);
}
