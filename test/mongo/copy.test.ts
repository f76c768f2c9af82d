import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { run } from '../support/cli.js';
import type { Running } from '../support/cli.js';
import { expectSameRecords, fillStore } from '../support/copies.js';
import { append, pageOf } from '../support/records.js';
import { addressOf, aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

const ORDINARY = 150;

describe('copy to MongoDB and back', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-copy-'));
  });
  after(async () => {
    await rm(cwd, { recursive: true, force: true });
    await dropDatabase(database);
  });

  function copy(from: string, to: string, ...options: readonly string[]): Running {
    return run(['copy', '--from', from, '--to', to, ...options], { cwd });
  }

  it('gives identical histories, also when it was killed in between', async () => {
    const source = await openEmbeddedStore({ path: join(cwd, 'source') });
    const mongo = await openTestStore({ uri: serverUri(), database, collectionPrefix: 'p_' });
    const back = await openEmbeddedStore({ path: join(cwd, 'back') });
    try {
      const subjects = await fillStore(source, ORDINARY);
      const killed = copy('embedded:source', addressOf(database, 'p_'), '--parallel', '2');
      while ((await mongo.subjects(undefined, 1000)).length < ORDINARY / 3) await sleep(10);
      killed.child.kill('SIGKILL');
      await killed.ended;
      expect(await expectSameRecords(source, mongo, subjects)).to.be.lessThan(subjects.length);
      for (const [from, to] of [
        ['embedded:source', addressOf(database, 'p_')],
        [addressOf(database, 'p_'), 'embedded:back'],
      ] as const) {
        const running = copy(from, to);
        expect(await running.ended, running.stderr()).to.equal(0);
        expect(running.stdout()).to.match(/\nidentical\n$/);
      }
      for (const store of [mongo, back]) {
        expect(await expectSameRecords(source, store, subjects)).to.equal(subjects.length);
        expect(await store.reserveNumbers(1)).to.equal(subjects.length + 1);
      }
      for (const subject of subjects.slice(0, 5)) {
        const { head } = await append(mongo, subject, () => ({}));
        expect((await pageOf(mongo, subject, { order: 'desc', skip: 0, limit: 2 }))?.head).to.deep.equal(
          head,
        );
      }
    } finally {
      await Promise.all([source.close(), mongo.close(), back.close()]);
    }
  });

  it('says that a database does not answer', async () => {
    const running = copy('embedded:source', 'mongodb://127.0.0.1:9/nothing');
    expect(await running.ended).to.equal(69);
    expect(running.stderr()).to.contain('The database does not answer.');
  });
});
