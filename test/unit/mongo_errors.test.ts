import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import {
  isDuplicateKey,
  isMisconfigured,
  isNamespaceExists,
  isOnlyDuplicates,
  isOutcomeUnknown,
  isWriteConflict,
  toActivityError,
  toConfigurationError,
} from '../../server/stores/mongo/connection/mongo_errors.js';
import { DRIVER_NAMES, driverOf } from '../mongo/drivers.js';
import type { Driver } from '../mongo/drivers.js';

/** The others hold an answer of the server, or are about encrypted fields. */
const MADE_BY_THE_DRIVER =
  /^Mongo(?!(Server|WriteConcern|BulkWrite|ClientBulkWrite|Crypt\w*)Error$)\w*Error$/;

type Answer = Readonly<Record<string, unknown>>;

/** What a copy of the driver throws, made by its own classes. */
class Errors {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  server(answer: Answer): unknown {
    return new this.#driver.MongoServerError({ message: 'text', ...answer });
  }

  /** A bulk some of whose writes failed. */
  bulk(writeErrors: unknown, concern?: Answer): unknown {
    return this.#bulk({ message: 'text', code: 11000, writeErrors } as unknown as Error, concern);
  }

  /** A bulk that was broken off by an error, as the driver wraps it. */
  brokenOff(error: unknown): unknown {
    return this.#bulk(error as Error);
  }

  network(): unknown {
    return new this.#driver.MongoNetworkError('connection 1 to 127.0.0.1:27017 closed');
  }

  /** Every exported class of errors that the driver makes by itself, with a value of it. */
  all(): readonly { readonly name: string; readonly error: unknown; readonly isAway: boolean }[] {
    const away = ['MongoNetworkError', 'MongoSystemError', 'MongoOperationTimeoutError'].concat(
      ['MongoStalePrimaryError', 'MongoNotConnectedError', 'MongoServerClosedError'],
      ['MongoTopologyClosedError', 'MongoClientClosedError', 'MongoExpiredSessionError'],
    );
    const classes = new Map<string, unknown>(Object.entries(this.#driver));
    return [...classes].flatMap(([name, one]) => {
      if (!MADE_BY_THE_DRIVER.test(name) || !isClass(one)) return [];
      const error: unknown = Reflect.construct(one, ['text', {}]);
      const isAway = away.some((base) => {
        const known = classes.get(base);
        return isClass(known) && error instanceof known;
      });
      return [{ name, error, isAway }];
    });
  }

  #bulk(error: Error, concern?: Answer): unknown {
    const result = { getWriteConcernError: () => concern };
    return Reflect.construct(this.#driver.MongoBulkWriteError, [error, result]);
  }
}

function isClass(value: unknown): value is new () => object {
  return typeof value === 'function';
}

const DUPLICATE = { code: 11000, errmsg: 'E11000 duplicate key' };

for (const name of DRIVER_NAMES) {
  describe(`errors of the driver "${name}"`, () => {
    let errors: Errors;
    before(async () => {
      errors = new Errors(await driverOf(name));
    });

    it('mean that the database is away when their class means it', () => {
      const all = errors.all();
      expect(all.length).to.be.greaterThan(20);
      for (const { name: of, error, isAway } of all) {
        const code = isAway ? 'STORE_UNAVAILABLE' : 'INTERNAL_ERROR';
        expect(toActivityError(error).code, of).to.equal(code);
        if (!/Selection|NotConnected|TopologyClosed/.test(of))
          expect(isOutcomeUnknown(error), of).to.equal(isAway);
      }
      const unsent = all.filter(({ name: of }) => /Selection|NotConnected|TopologyClosed/.test(of));
      expect(unsent.map(({ error }) => isOutcomeUnknown(error))).to.deep.equal([false, false, false]);
    });

    it('name duplicates, conflicts and collections that are there, by number or by name', () => {
      expect(isDuplicateKey(errors.server({ code: 11000 }))).to.equal(true);
      expect(isDuplicateKey(errors.server({ codeName: 'DuplicateKey' }))).to.equal(true);
      expect(isDuplicateKey(errors.server({ code: 112, codeName: 'DuplicateKey' }))).to.equal(false);
      expect(isDuplicateKey(errors.network())).to.equal(false);
      expect(isWriteConflict(errors.server({ code: 112 }))).to.equal(true);
      expect(isWriteConflict(errors.server({ code: 1, message: 'deadlock detected' }))).to.equal(true);
      expect(isWriteConflict(errors.server({ code: 1 }))).to.equal(false);
      // FerretDB, of a bulk that others insert at the same moment: the first fault gives it its number.
      const mixed = errors.bulk([DUPLICATE, { code: 16_908_292 }]);
      expect(isWriteConflict(mixed)).to.equal(true);
      expect(toActivityError(mixed).code).to.equal('STORE_UNAVAILABLE');
      expect(isWriteConflict(errors.bulk([DUPLICATE, DUPLICATE]))).to.equal(false);
      expect(isNamespaceExists(errors.server({ code: 48 }))).to.equal(true);
      expect(isNamespaceExists(errors.server({ code: 47 }))).to.equal(false);
    });

    it('are only duplicates when every write of the bulk is one and nothing else went wrong', () => {
      expect(isOnlyDuplicates(errors.bulk([DUPLICATE, DUPLICATE]))).to.equal(true);
      expect(isOnlyDuplicates(errors.bulk(DUPLICATE))).to.equal(true);
      expect(isOnlyDuplicates(errors.server({ code: 11000 }))).to.equal(true);
      expect(isOnlyDuplicates(errors.bulk([DUPLICATE, { code: 121 }]))).to.equal(false);
      expect(isOnlyDuplicates(errors.bulk([]))).to.equal(false);
      expect(isOnlyDuplicates(errors.bulk([DUPLICATE], { code: 64, errmsg: 'waiting' }))).to.equal(false);
      expect(isOnlyDuplicates(errors.brokenOff(errors.network()))).to.equal(false);
    });

    it('leave the outcome open when an answer, a label or a broken bulk says so', () => {
      for (const error of [
        errors.server({ code: 10107 }),
        errors.server({ codeName: 'NotWritablePrimary' }),
        errors.server({ code: 1, message: 'conn closed' }),
        errors.server({ code: 7777, errorLabels: ['RetryableWriteError'] }),
        errors.server({ code: 7777, errorLabels: ['TransientTransactionError'] }),
        errors.bulk([{ code: 91, errmsg: 'shutting down' }]),
        errors.bulk([], { code: 64, errmsg: 'waiting for replication' }),
        errors.brokenOff(errors.network()),
        errors.brokenOff(errors.server({ code: 11600 })),
      ]) {
        expect(isOutcomeUnknown(error)).to.equal(true);
        expect(toActivityError(error).code).to.equal('STORE_UNAVAILABLE');
        expect(isMisconfigured(error)).to.equal(false);
      }
      for (const error of [
        errors.server({ code: 121 }),
        errors.bulk([{ code: 121 }]),
        errors.brokenOff(errors.server({ code: 2 })),
      ]) {
        expect(isOutcomeUnknown(error)).to.equal(false);
        expect(toActivityError(error).code).to.equal('INTERNAL_ERROR');
      }
    });

    it('tell what is too large, and settings that cannot work', () => {
      expect(toActivityError(errors.server({ code: 10334 })).code).to.equal('PAYLOAD_TOO_LARGE');
      for (const [error, message] of [
        [errors.server({ code: 86 }), /index of the same name/],
        [errors.server({ codeName: 'AuthenticationFailed' }), /credentials/],
        [errors.all().find((one) => one.name === 'MongoParseError')?.error, /address/],
        [errors.all().find((one) => one.name === 'MongoMissingCredentialsError')?.error, /address/],
      ] as const) {
        expect(isMisconfigured(error)).to.equal(true);
        expect(toConfigurationError(error).message).to.match(message);
      }
      expect(isMisconfigured(errors.network())).to.equal(false);
    });
  });
}

describe('errors of the driver', () => {
  it('are known in whichever realm they were made', () => {
    const strange: unknown = runInNewContext(
      'Object.assign(new Error("x"), { name: "MongoServerError", code: 11000 })',
    );
    expect(strange instanceof Error).to.equal(false);
    expect(isDuplicateKey(strange)).to.equal(true);
  });

  it('may be those of the socket, which the driver hands on as they are', () => {
    for (const code of ['EPIPE', 'ECONNRESET', 'ENOTFOUND', 'ERR_STREAM_DESTROYED']) {
      const error = Object.assign(new Error('This socket has been ended by the other party'), { code });
      expect(isOutcomeUnknown(error)).to.equal(true);
      expect(toActivityError(error).code).to.equal('STORE_UNAVAILABLE');
      expect(isDuplicateKey(error)).to.equal(false);
    }
    expect(isOutcomeUnknown(Object.assign(new Error('x'), { code: 'ENOENT' }))).to.equal(false);
  });

  it('are not what anything else says of itself', () => {
    for (const thrown of [undefined, null, 'text', 11000, {}, new Error('x'), { name: 1 }, { code: 11000 }]) {
      expect(isDuplicateKey(thrown)).to.equal(false);
      expect(isOnlyDuplicates(thrown)).to.equal(false);
      expect(isOutcomeUnknown(thrown)).to.equal(false);
      expect(toActivityError(thrown).code).to.equal('INTERNAL_ERROR');
    }
  });
});
