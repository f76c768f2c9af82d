import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { run } from '../support/cli.js';
import { startHost } from '../support/host.js';
import { aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { aField, configurationsOf, configured, CONFIGURE } from '../support/kibana_configurations.js';
import { expectSameValues, fillRegistry } from '../support/registry_values.js';
import { addressOf, aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

const CONFIG = { spaces: [{ id: 'team-a', name: 'A' }], security: { enabled: false } };

describe('copy of the registry to MongoDB and back', function () {
  this.timeout(120_000);
  let cwd = '';
  const databases: string[] = [];
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-copy-'));
  });
  afterEach(async () => {
    await rm(cwd, { recursive: true, force: true });
    for (const name of databases.splice(0)) await dropDatabase(name);
  });

  function aDatabase(): string {
    const name = aDatabaseName();
    databases.push(name);
    return name;
  }

  async function expectCopied(from: string, to: string): Promise<void> {
    const running = run(['copy', '--from', from, '--to', to], { cwd });
    expect(await running.ended, running.stdout() + running.stderr()).to.equal(0);
    expect(running.stdout()).to.match(/\nidentical\n$/);
  }

  it('gives every value, also when it is done again, and tells of one that is another', async () => {
    const database = aDatabase();
    const source = await openEmbeddedStore({ path: join(cwd, 'source') });
    const mongo = await openTestStore({ uri: serverUri(), database, collectionPrefix: 'p_' });
    const back = await openEmbeddedStore({ path: join(cwd, 'back') });
    const address = addressOf(database, 'p_');
    try {
      const names = await fillRegistry(source.registry);
      for (const [from, to] of [
        ['embedded:source', address],
        ['embedded:source', address],
        [address, 'embedded:back'],
        [address, 'embedded:back'],
      ] as const) {
        await expectCopied(from, to);
      }
      for (const { registry } of [mongo, back]) {
        expect(await registry.names(undefined, 1_000)).to.have.length(names.length);
        await expectSameValues(source.registry, registry);
        expect(await registry.get('lease')).to.equal(undefined);
      }
      const version = (await source.registry.get('value 7'))?.version ?? 0;
      await source.registry.set('value 7', version, { value: 'later' });
      const running = run(['copy', '--from', 'embedded:source', '--to', address], { cwd });
      expect(await running.ended).to.equal(1);
      expect(running.stdout()).to.match(
        /\ndifferent {4}1 records, logs or values\n {2}the value value 7 is another one in the target\n$/,
      );
      await expectSameValues(back.registry, mongo.registry);
    } finally {
      await Promise.all([source.close(), mongo.close(), back.close()]);
    }
  });

  it('gives the configurations of cases, which a host on the copy serves and goes by', async () => {
    const [database, other] = [aDatabaseName(), aDatabase()];
    const host = await startHost({ config: CONFIG, database });
    try {
      const [kibana, team] = [new KibanaClient(host), new KibanaClient(host, { space: 'team-a' })];
      const customFields = [aField('cost_centre', { required: true })];
      const made = await configured(kibana, { customFields });
      await configured(team, { closure_type: 'close-by-pushing' });
      await kibana.send('patch', `${CONFIGURE}/${made.id}`, {
        version: made.version,
        closure_type: 'close-by-pushing',
      });
      const found = [await configurationsOf(kibana), await configurationsOf(team)];
      expect(found[0]?.[0]?.closure_type).to.equal('close-by-pushing');
      await expectCopied(addressOf(database), 'embedded:moved');
      await expectCopied('embedded:moved', addressOf(other));
      const copy = await startHost({ config: CONFIG, database: other });
      try {
        const there = [new KibanaClient(copy), new KibanaClient(copy, { space: 'team-a' })] as const;
        expect([await configurationsOf(there[0]), await configurationsOf(there[1])]).to.deep.equal(found);
        const refused = await there[0].send('post', '/api/cases', aNewCase());
        expectError(
          refused,
          400,
          'Missing required custom fields without default value configured: "Field cost_centre"',
        );
      } finally {
        await copy.stop();
      }
    } finally {
      await host.stop();
    }
  });
});
