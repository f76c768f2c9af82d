import { expect } from 'chai';
import { aChange, append, aSubject } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

describe('counts on MongoDB', function () {
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  it('are of what is in an outbox as much as of what has left it', async () => {
    const options = { uri: serverUri(), database, patienceMs: 30_000 };
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const store = await openTestStore({
      ...options,
      faults: (step) => (step === 'drain:begin' ? opened : undefined),
    });
    const other = await openTestStore(options);
    const subject = aSubject();
    for (const field of ['title', 'severity', 'title', 'severity', 'title']) {
      await append(store, subject, () => ({ changes: [aChange('x', field)] }));
    }
    const head = await other.head(subject);
    if (head === undefined) throw new Error('It was recorded.');
    const counts = (): Promise<readonly number[]> =>
      Promise.all([1, 2, 3, 4, 5].map((upTo) => other.count(head, { facets: ['field:title'], upTo })));
    expect(await counts()).to.deep.equal([1, 1, 2, 2, 3]);
    open();
    await store.close();
    expect(await counts()).to.deep.equal([1, 1, 2, 2, 3]);
    await other.close();
  });
});
