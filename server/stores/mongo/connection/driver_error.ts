/**
 * What an error says of itself. Classes differ from one copy of the driver to the next, and a host's client
 * brings its own copy; names, codes and labels are the same in all of them.
 */
export interface DriverError {
  /** The name of the driver's class, which each class states for itself and no bundler shortens. */
  readonly name: string;
  readonly message: string;
  /** The server's number and its name for it; of other errors perhaps Node's name of what the socket met. */
  readonly code?: unknown;
  readonly codeName?: unknown;
  readonly labels: readonly unknown[];
  /** Of a bulk: the errors of its writes. */
  readonly writeErrors: readonly ServerFault[];
  /** Of a bulk: what its write concern failed with. */
  readonly writeConcernError?: ServerFault | undefined;
  /** Of a bulk that failed as a whole: the error that broke it off. */
  readonly origin?: DriverError | undefined;
}

/** A part of an answer of the server that says what went wrong. */
export interface ServerFault {
  readonly code: unknown;
  readonly codeName: unknown;
  readonly message: string;
}

/** Errors that hold an answer of the server; all others are made by the driver itself. */
const OF_THE_SERVER = /^Mongo(Server|WriteConcern|BulkWrite|ClientBulkWrite)Error$/;

/** What a thrown value says of itself if it is an error, of whichever copy of the driver and realm. */
export function driverErrorOf(thrown: unknown): DriverError | undefined {
  if (!isObject(thrown)) return undefined;
  const { name, message, code, codeName, errorLabels } = thrown;
  if (typeof name !== 'string') return undefined;
  const error = {
    name,
    message: typeof message === 'string' ? message : '',
    code,
    codeName,
    labels: Array.isArray(errorLabels) ? errorLabels : [],
    writeErrors: [],
  };
  return name === 'MongoBulkWriteError' ? { ...error, ...bulkOf(thrown) } : error;
}

/** Whether the error holds an answer of the server. */
export function isOfServer({ name }: DriverError): boolean {
  return OF_THE_SERVER.test(name);
}

function bulkOf(thrown: Fields): Pick<DriverError, 'writeErrors' | 'writeConcernError' | 'origin'> {
  const { writeErrors, errorResponse } = thrown;
  const list = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  return {
    writeErrors: list.flatMap((one) => faultOf(one) ?? []),
    writeConcernError: faultOf(writeConcernErrorOf(thrown)),
    // Not in the first versions of driver 6: then only the message of the first error is left.
    origin: driverErrorOf(errorResponse),
  };
}

function writeConcernErrorOf({ err, result }: Fields): unknown {
  if (!isObject(result)) return err;
  const { getWriteConcernError } = result;
  const found: unknown =
    typeof getWriteConcernError === 'function' ? getWriteConcernError.call(result) : undefined;
  return found ?? err;
}

function faultOf(value: unknown): ServerFault | undefined {
  if (!isObject(value)) return undefined;
  const { code, codeName, errmsg } = value;
  return { code, codeName, message: typeof errmsg === 'string' ? errmsg : '' };
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
