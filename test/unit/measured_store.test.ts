import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { measuredStore } from '../../server/measured_store.js';
import { openStore } from '../support/open_store.js';
import { aCreation, aSubject } from '../support/records.js';

describe('a measured store', () => {
  it('tells of every call, those of its log and its registry too, and answers the same', async () => {
    const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    const told: string[] = [];
    const store = measuredStore(
      await openStore({ kind: 'embedded', path }, { log: false }),
      (method, outcome, seconds) => {
        expect(seconds).to.be.within(0, 60);
        told.push(`${method} ${outcome}`);
      },
    );
    try {
      await store.commit([aCreation(aSubject())]);
      expect(await store.registry.set('a', 0, { value: 1 })).to.be.a('number');
      expect((await store.registry.get('a'))?.value).to.equal(1);
      const failure = await store.log.catchUp('default').catch((error: unknown) => error);
      expect(failure).to.have.property('code', 'LOG_DISABLED');
    } finally {
      await store.close();
      await rm(path, { recursive: true });
    }
    expect(told).to.deep.equal([
      ...['commit ok', 'registry.set ok', 'registry.get ok', 'log.catchUp failed', 'close ok'],
    ]);
  });
});
