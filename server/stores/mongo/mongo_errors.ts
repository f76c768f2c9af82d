import {
  MongoAPIError,
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoParseError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoStalePrimaryError,
  MongoSystemError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import { ActivityError, isActivityError } from '../../domain/errors.js';

/** No answer within the time a call may take; what was sent may still take effect. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

const DUPLICATE_KEY = 11000;
/** MongoDB's, and PostgreSQL's deadlock (40P01) and serialization failure (40001) as FerretDB hands them on. */
const WRITE_CONFLICTS: readonly unknown[] = [112, 16_908_292, 16_777_220];
const INDEX_CONFLICTS: readonly unknown[] = [85, 86];
const REFUSED: readonly unknown[] = [13, 18, 8000];
/** MongoDB's three ways to say it, and FerretDB's. */
const TOO_LARGE: readonly unknown[] = [10334, 17419, 17420, 285_999_133];

/** PostgreSQL's shutdowns (57P01 to 57P03) and too many connections (53300), as FerretDB hands them on. */
const AWAY_INSIDE: readonly unknown[] = [16_908_741, 33_685_957, 50_463_173, 12_485];

/** Not primary, shutting down, stepping down, interrupted, timed out, network between members. */
const AWAY: readonly unknown[] = [
  6, 7, 50, 64, 89, 91, 100, 133, 134, 189, 202, 262, 384, 9001, 10058, 10107, 11600, 11601, 11602, 13435,
  13436,
];

/** The driver's own failures that another moment may mend. */
const AWAY_CLASSES = [
  MongoNetworkError,
  MongoSystemError,
  MongoOperationTimeoutError,
  MongoStalePrimaryError,
  MongoNotConnectedError,
  MongoServerClosedError,
  MongoTopologyClosedError,
  MongoClientClosedError,
  MongoExpiredSessionError,
];

/** Errors of the driver's pool, which it does not export. */
const POOL = /^Mongo(WaitQueueTimeout|PoolClosed|PoolCleared)Error$/;

/** FerretDB reports a lost connection to its own database as InternalError, code 1, with the text inside. */
const INNER_CONNECTION =
  /connect|conn closed|\bEOF\b|broken pipe|refused|reset by peer|terminat|shutting down|starting up|recovery mode|timeout/i;

/** The same for PostgreSQL's deadlocks, when collections and indexes are created by several at once. */
const INNER_CONFLICT = /deadlock detected|could not serialize/i;

/** Whether a unique index refused the write. Engines differ in whether they say which one: never ask. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Whether an unordered bulk failed for nothing but entries that are there already. */
export function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return isDuplicateKey(error);
  const errors = error.result.getWriteErrors();
  return (
    errors.length > 0 &&
    errors.every((one) => one.code === DUPLICATE_KEY) &&
    error.result.getWriteConcernError() === undefined
  );
}

/** Whether the document would be larger than the server takes; nothing was written. */
function isTooLarge(error: unknown): boolean {
  return error instanceof MongoServerError && TOO_LARGE.includes(error.code);
}

/** Whether two writers met and the server asks for another try; nothing was written. */
export function isWriteConflict(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return WRITE_CONFLICTS.includes(error.code) || (error.code === 1 && INNER_CONFLICT.test(error.message));
}

/** Whether the write may or may not have taken effect: the same conditional write has to be tried again. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof DeadlineError || (!(error instanceof MongoServerSelectionError) && isAway(error));
}

/** Whether the settings are at fault, so that trying again cannot help: address, credentials, indexes. */
export function isMisconfigured(error: unknown): boolean {
  if (isAway(error)) return false;
  return (
    error instanceof MongoParseError ||
    error instanceof MongoAPIError ||
    (error instanceof MongoServerError &&
      (INDEX_CONFLICTS.includes(error.code) || REFUSED.includes(error.code)))
  );
}

/** What the store's caller gets. The driver's own words only stand in `cause`, which reaches the log alone. */
export function toActivityError(error: unknown): ActivityError {
  if (isActivityError(error)) return error;
  if (error instanceof DeadlineError || isWriteConflict(error) || isAway(error)) return unavailable(error);
  if (isTooLarge(error)) return tooLarge(error);
  return new ActivityError('INTERNAL_ERROR', 'The database refused the operation.', { cause: error });
}

/** The sentence for settings that cannot work; names the index that is in the way. */
export function toConfigurationError(error: unknown): ActivityError {
  const message =
    error instanceof MongoServerError && INDEX_CONFLICTS.includes(error.code)
      ? 'The database has an index of the same name or key with other options; drop it or choose another collectionPrefix.'
      : error instanceof MongoServerError
        ? 'The database refused the credentials or the permission to prepare the collections.'
        : 'The database address or its options are invalid.';
  return new ActivityError('CONFIGURATION_INVALID', message, { cause: error });
}

/** The database does not answer. */
export function unavailable(cause?: unknown): ActivityError {
  return new ActivityError('STORE_UNAVAILABLE', 'The database does not answer.', { cause });
}

/** More than one document can hold. */
export function tooLarge(cause?: unknown): ActivityError {
  return new ActivityError('PAYLOAD_TOO_LARGE', 'The record or its change is too large to be stored.', {
    cause,
  });
}

function isAway(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const inner = [...error.result.getWriteErrors(), error.result.getWriteConcernError()];
    return inner.some((one) => one !== undefined && isAwayCode(one.code, one.errmsg));
  }
  if (error instanceof MongoServerError) {
    return (
      error instanceof MongoWriteConcernError ||
      error.hasErrorLabel('RetryableWriteError') ||
      error.hasErrorLabel('TransientTransactionError') ||
      isAwayCode(error.code, error.message)
    );
  }
  return (
    AWAY_CLASSES.some((away) => error instanceof away) || (error instanceof Error && POOL.test(error.name))
  );
}

function isAwayCode(code: unknown, message: string | undefined): boolean {
  return (
    AWAY.includes(code) || AWAY_INSIDE.includes(code) || (code === 1 && INNER_CONNECTION.test(message ?? ''))
  );
}
