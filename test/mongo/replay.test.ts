import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { soundHead } from '../contract/store_fixture.js';
import { run } from '../support/cli.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

const INCIDENTS = 40;

describe('replay into MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-replay-'));
    await writeFile(
      join(cwd, 'log.csv'),
      ['number,state,sys_updated_by,sys_updated_at', ...rows()].join('\n'),
    );
    const storage = `{ kind: mongodb, uri: { env: TEST_MONGODB_URI }, database: ${database} }`;
    await writeFile(join(cwd, 'config.yaml'), `caseActivity: { storage: ${storage} }`);
  });
  after(async () => {
    await rm(cwd, { recursive: true, force: true });
    await dropDatabase(database);
  });

  it('records each change once, whoever runs it again', async () => {
    for (const recorded of [INCIDENTS * 3, 0]) {
      const running = run(['replay', 'log.csv', '--config', 'config.yaml'], {
        cwd,
        env: { TEST_MONGODB_URI: serverUri() },
      });
      expect(await running.ended, running.stderr()).to.equal(0);
      expect(running.stdout()).to.match(
        new RegExp(
          `activities +${String(INCIDENTS * 3)} \\(${String(recorded)} of them recorded now\\)`,
          'u',
        ),
      );
    }
    const store = await openTestStore({ uri: serverUri(), database });
    try {
      for (let i = 0; i < INCIDENTS; i += 1) {
        const head = await soundHead(store, { space: 'default', kind: 'incident', id: `INC${String(i)}` });
        expect(head.state).to.deep.equal({ state: 'Closed' });
        expect(head.seq).to.equal(3);
      }
    } finally {
      await store.close();
    }
  });
});

/** Every incident is created and changes its state twice. */
function rows(): string[] {
  return Array.from({ length: INCIDENTS }, (_, i) =>
    ['New', 'Active', 'Closed'].map(
      (state, hour) => `INC${String(i)},${state},Updated by ${String(i % 7)},1/3/2016 0${String(hour)}:00`,
    ),
  ).flat();
}
