import { ActivityError, isActivityError } from '../../../domain/errors.js';
import { driverErrorOf, isOfServer } from './driver_error.js';
import type { DriverError, ServerFault } from './driver_error.js';
import {
  AWAY,
  DUPLICATE_KEY,
  INDEX_CONFLICTS,
  NAMESPACE_EXISTS,
  REFUSED,
  saysOne,
  TOO_LARGE,
  WRITE_CONFLICTS,
} from './server_codes.js';

/** No answer within the time a call may take; what was sent may still take effect. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** The driver's own failures that another moment may mend. */
const AWAY_NAMES: readonly string[] = [
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoSystemError',
  'MongoServerSelectionError',
  'MongoOperationTimeoutError',
  'MongoStalePrimaryError',
  'MongoNotConnectedError',
  'MongoServerClosedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
];

/** What a socket meets, where the driver hands on Node's own error. */
const SOCKET_CODES: readonly unknown[] = [
  ...['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_SOCKET_CLOSED'],
];

/** The driver's failures after which nothing can have been sent. */
const NEVER_SENT: readonly string[] = [
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
];

/** The driver's refusals of settings. */
const SETTINGS_NAMES: readonly string[] = [
  'MongoParseError',
  'MongoAPIError',
  'MongoInvalidArgumentError',
  'MongoCompatibilityError',
  'MongoMissingCredentialsError',
  'MongoMissingDependencyError',
];

/** FerretDB reports a lost connection to its own database as InternalError, code 1, with the text inside. */
const INNER_CONNECTION =
  /connect|conn closed|\bEOF\b|broken pipe|refused|reset by peer|terminat|shutting down|starting up|recovery mode|timeout/i;

/** The same for PostgreSQL's deadlocks, when collections and indexes are created by several at once. */
const INNER_CONFLICT = /deadlock detected|could not serialize/i;

/** Whether a unique index refused the write. Engines differ in whether they say which one: never ask. */
export function isDuplicateKey(error: unknown): boolean {
  return saysOne(serverErrorOf(error), DUPLICATE_KEY);
}

/** Whether an unordered bulk failed for nothing but entries that are there already. */
export function isOnlyDuplicates(error: unknown): boolean {
  const found = driverErrorOf(error);
  if (found?.name !== 'MongoBulkWriteError') return isDuplicateKey(error);
  const { writeErrors, writeConcernError } = found;
  return (
    writeErrors.length > 0 &&
    writeErrors.every((one) => saysOne(one, DUPLICATE_KEY)) &&
    writeConcernError === undefined
  );
}

/** Whether another process created the collection at the same moment. */
export function isNamespaceExists(error: unknown): boolean {
  return saysOne(serverErrorOf(error), NAMESPACE_EXISTS);
}

/**
 * Whether two writers met and the server asks for another try; nothing was written, of a bulk not all of it. A bulk
 * bears the number of its first fault, whatever the others are.
 */
export function isWriteConflict(error: unknown): boolean {
  const found = serverErrorOf(error);
  if (found === undefined) return false;
  return [found, ...found.writeErrors].some(isConflictFault);
}

/** Whether a bulk failed, of which some may be done. */
export function isBulk(error: unknown): boolean {
  return driverErrorOf(error)?.name === 'MongoBulkWriteError';
}

/** Whether the client's first connection failed: it stays closed until it is told to connect again. */
export function isNeverOpened(error: unknown): boolean {
  return driverErrorOf(error)?.name === 'MongoTopologyClosedError';
}

/** Whether no server could be asked, which another moment may mend. */
export function isUnreachable(error: unknown): boolean {
  return driverErrorOf(error)?.name === 'MongoServerSelectionError';
}

/** Whether the write may or may not have taken effect: the same conditional write has to be tried again. */
export function isOutcomeUnknown(error: unknown): boolean {
  if (error instanceof DeadlineError) return true;
  const found = driverErrorOf(error);
  return found !== undefined && isAway(found) && !NEVER_SENT.includes(found.name);
}

/** Whether the server has answered that it does not do this: to ask again is in vain. */
export function isRefusal(error: unknown): boolean {
  const found = serverErrorOf(error);
  return found !== undefined && !isAway(found);
}

/** Whether the settings are at fault, so that trying again cannot help: address, credentials, indexes. */
export function isMisconfigured(error: unknown): boolean {
  const found = driverErrorOf(error);
  if (found === undefined || isAway(found)) return false;
  if (!isOfServer(found)) return SETTINGS_NAMES.includes(found.name);
  return saysOne(found, INDEX_CONFLICTS) || saysOne(found, REFUSED);
}

/** What the store's caller gets. The driver's own words only stand in `cause`, which reaches the log alone. */
export function toActivityError(error: unknown): ActivityError {
  if (isActivityError(error)) return error;
  const found = driverErrorOf(error);
  if (error instanceof DeadlineError || isWriteConflict(error)) return unavailable(error);
  if (found !== undefined && isAway(found)) return unavailable(error);
  if (saysOne(serverErrorOf(error), TOO_LARGE)) return tooLarge(error);
  return new ActivityError('INTERNAL_ERROR', 'The database refused the operation.', { cause: error });
}

/** The sentence for settings that cannot work; names the index that is in the way. */
export function toConfigurationError(error: unknown): ActivityError {
  const found = serverErrorOf(error);
  const message = saysOne(found, INDEX_CONFLICTS)
    ? 'The database has an index of the same name or key with other options; drop it or choose another collectionPrefix.'
    : found !== undefined
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

function isAway(error: DriverError): boolean {
  if (!isOfServer(error)) return AWAY_NAMES.includes(error.name) || SOCKET_CODES.includes(error.code);
  if (error.name === 'MongoWriteConcernError' || error.writeConcernError !== undefined) return true;
  if (error.labels.includes('RetryableWriteError')) return true;
  if (error.labels.includes('TransientTransactionError')) return true;
  if (error.writeErrors.length > 0) return error.writeErrors.some(isAwayFault);
  if (error.name !== 'MongoBulkWriteError') return isAwayFault(error);
  // A bulk that was broken off: by an answer of the server, else by the connection.
  return error.origin === undefined ? error.code === undefined || isAwayFault(error) : isAway(error.origin);
}

function isConflictFault({ code, codeName, message }: Pick<DriverError, keyof ServerFault>): boolean {
  return saysOne({ code, codeName }, WRITE_CONFLICTS) || (code === 1 && INNER_CONFLICT.test(message));
}

function isAwayFault({ code, codeName, message }: Pick<DriverError, keyof ServerFault>): boolean {
  return saysOne({ code, codeName }, AWAY) || (code === 1 && INNER_CONNECTION.test(message));
}

function serverErrorOf(error: unknown): DriverError | undefined {
  const found = driverErrorOf(error);
  return found !== undefined && isOfServer(found) ? found : undefined;
}
