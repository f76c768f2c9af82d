import type { NativeErrorCode, NativeFault, NativeProblem } from '../common/native.js';

/** The server refused a request: branch on `code` (N17). */
export class HistoryProblem extends Error {
  override readonly name = 'HistoryProblem';
  readonly status: number;
  readonly code: NativeErrorCode;
  readonly requestId: string;
  /** What is wrong with the request, all at once; empty for other reasons. */
  readonly errors: readonly NativeFault[];
  /** Seconds to wait before the next request, where the server says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: NativeProblem, retryAfterSeconds: number | undefined) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What answered is not the history API, or what it answered is damaged: a proxy, another server, a cut connection. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  /** Of the answer; absent when there was none. */
  readonly status: number | undefined;

  constructor(message: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = options.status;
  }
}
