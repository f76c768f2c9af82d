/** Numbers of the server's errors and the names it gives them; what FerretDB hands on of PostgreSQL has no name. */
type Codes = Readonly<Record<number, string | undefined>>;

/** A unique index refused the write. */
export const DUPLICATE_KEY: Codes = { 11000: 'DuplicateKey' };

/** There is such a collection already. */
export const NAMESPACE_EXISTS: Codes = { 48: 'NamespaceExists' };

/** Two writers met: MongoDB's, and PostgreSQL's deadlock (40P01) and serialization failure (40001). */
export const WRITE_CONFLICTS: Codes = {
  112: 'WriteConflict',
  16_908_292: undefined,
  16_777_220: undefined,
};

/** There is an index of that name or key with other options. */
export const INDEX_CONFLICTS: Codes = { 85: 'IndexOptionsConflict', 86: 'IndexKeySpecsConflict' };

/** Who signs in is not known, or may not do it. */
export const REFUSED: Codes = { 13: 'Unauthorized', 18: 'AuthenticationFailed', 8000: 'AtlasError' };

/** Larger than a document: MongoDB's three ways to say it, and FerretDB's. */
export const TOO_LARGE: Codes = {
  10334: 'BSONObjectTooLarge',
  17419: 'Location17419',
  17420: 'Location17420',
  285_999_133: undefined,
};

/** Not primary, shutting down, stepping down, interrupted, timed out, network between members. */
export const AWAY: Codes = {
  6: 'HostUnreachable',
  7: 'HostNotFound',
  50: 'MaxTimeMSExpired',
  64: 'WriteConcernTimeout',
  89: 'NetworkTimeout',
  91: 'ShutdownInProgress',
  100: 'UnsatisfiableWriteConcern',
  133: 'FailedToSatisfyReadPreference',
  134: 'ReadConcernMajorityNotAvailableYet',
  189: 'PrimarySteppedDown',
  202: 'NetworkInterfaceExceededTimeLimit',
  262: 'ExceededTimeLimit',
  317: 'ConnectionPoolExpired',
  365: 'TemporarilyUnavailable',
  384: 'ConnectionError',
  9001: 'SocketException',
  10058: 'LegacyNotPrimary',
  10107: 'NotWritablePrimary',
  11600: 'InterruptedAtShutdown',
  11601: 'Interrupted',
  11602: 'InterruptedDueToReplStateChange',
  13435: 'NotPrimaryNoSecondaryOk',
  13436: 'NotPrimaryOrSecondary',
  // PostgreSQL's shutdowns (57P01 to 57P03) and too many connections (53300).
  16_908_741: undefined,
  33_685_957: undefined,
  50_463_173: undefined,
  12_485: undefined,
};

/** Whether the server's fault is one of these, by its number, or by its name where no number came with it. */
export function saysOne(
  fault: { readonly code?: unknown; readonly codeName?: unknown } | undefined,
  codes: Codes,
): boolean {
  if (fault === undefined) return false;
  const { code, codeName } = fault;
  if (typeof code === 'number') return Object.hasOwn(codes, code);
  return typeof codeName === 'string' && Object.values(codes).includes(codeName);
}
