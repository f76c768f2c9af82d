import { expect } from 'chai';
import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import { answeredWithin, onceAlone } from '../../server/stores/mongo/connection/calls.js';
import { DeadlineError } from '../../server/stores/mongo/connection/mongo_errors.js';

const CONFLICT = { code: 112, codeName: 'WriteConflict', message: 'Please retry.' };
/** As FerretDB hands on a deadlock of its PostgreSQL. */
const DEADLOCK = { code: 16_777_220, message: 'deadlock detected' };
/** What ended. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a call to the database', () => {
  for (const fault of [CONFLICT, DEADLOCK]) {
    it(`is made again while it meets others: ${fault.message}`, async () => {
      let calls = 0;
      const call = (): Promise<string> => {
        calls += 1;
        return calls < 4 ? Promise.reject(new MongoServerError(fault)) : Promise.resolve('done');
      };
      expect(await onceAlone(call)).to.equal('done');
      expect(calls).to.equal(4);
    });
  }

  it('fails as the driver says when it meets others every time', async () => {
    const error = new MongoServerError(CONFLICT);
    let calls = 0;
    const call = (): Promise<never> => {
      calls += 1;
      return Promise.reject(error);
    };
    expect(await failure(onceAlone(call))).to.equal(error);
    expect(calls).to.equal(20);
  });

  it('is not made again after another failure, nor a bulk, of which some may be done', async () => {
    const bulk = new MongoBulkWriteError({ ...CONFLICT, writeErrors: [] }, {} as never);
    for (const error of [new MongoServerError({ code: 11000, message: 'duplicate key' }), bulk]) {
      let calls = 0;
      const call = (): Promise<never> => {
        calls += 1;
        return Promise.reject(error);
      };
      expect(await failure(onceAlone(call))).to.equal(error);
      expect(calls).to.equal(1);
    }
  });

  it('has failed when it has no answer in time', async () => {
    const error = await failure(answeredWithin(10, () => new Promise(() => undefined)));
    expect(error).to.be.instanceOf(DeadlineError);
    expect(await answeredWithin(10_000, () => Promise.resolve(1))).to.equal(1);
  });
});
