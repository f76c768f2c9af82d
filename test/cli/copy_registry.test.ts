import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { run } from '../support/cli.js';
import type { Running } from '../support/cli.js';
import { appendSealed } from '../support/log.js';
import { aSubject } from '../support/records.js';
import { expectSameValues, fillRegistry, ODD } from '../support/registry_values.js';

describe('copy of the registry', function () {
  let cwd = '';
  let source: ActivityStore;
  let names: readonly string[] = [];
  const opened: ActivityStore[] = [];

  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-copy-'));
    source = await open('source');
    await appendSealed(source, aSubject(), {});
    names = await fillRegistry(source.registry);
  });
  after(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await rm(cwd, { recursive: true, force: true });
  });

  async function open(name: string): Promise<ActivityStore> {
    const store = await openEmbeddedStore({ path: join(cwd, name) });
    opened.push(store);
    return store;
  }

  function copy(to: string, ...options: readonly string[]): Running {
    return run(['copy', '--from', 'embedded:source', '--to', `embedded:${to}`, ...options], { cwd });
  }

  for (const options of [[], ['--no-log']]) {
    const to = ['target', ...options].join('');
    it(`gives every value that lasts, and changes nothing the second time ${options.join('')}`, async () => {
      const seen = [];
      for (let time = 1; time <= 2; time += 1) {
        const running = copy(to, ...options);
        expect(await running.ended, running.stdout() + running.stderr()).to.equal(0);
        expect(running.stdout()).to.match(/\nidentical\n$/);
        const { registry } = await open(to);
        expect(await registry.names(undefined, 1_000)).to.have.length(names.length);
        await expectSameValues(source.registry, registry);
        expect(await registry.get('lease')).to.equal(undefined);
        seen.push(await registry.get('value 7'));
      }
      expect(seen[1]).to.deep.equal(seen[0]);
    });
  }

  it('reports values that differ in the target, leaves them as they are, and ends with 1', async () => {
    const { registry } = await open('differing');
    const until = new Date(Date.now() + 3_600_000);
    const entries = [
      ['🔥', { value: ODD }],
      ['a/b', { value: Object.fromEntries(Object.entries(ODD).reverse()) }],
      ['value 0', { value: { ...ODD, b: [0, null] } }],
      ['value 1', { value: 5, until }],
      ['value 3', { value: null }],
      ['own', { value: 1 }],
      ['lease', { value: 'mine', until }],
    ] as const;
    for (const [name, entry] of entries) await registry.set(name, 0, entry);
    const running = copy('differing');
    expect(await running.ended).to.equal(1);
    expect(running.stdout().split('different    ')[1]?.split('\n')).to.deep.equal([
      '5 records, logs or values',
      '  the value a/b is another one in the target',
      '  the value value 0 is another one in the target',
      '  the value value 1 is another one in the target',
      '  the value value 3 is another one in the target',
      '  the value own is only in the target',
      '',
    ]);
    for (const [name, entry] of entries) {
      const { version, ...kept } = (await registry.get(name)) ?? {};
      expect(version).to.be.above(0);
      expect(kept, name).to.deep.equal(entry);
    }
    expect((await registry.get('value 219'))?.value).to.equal(
      (await source.registry.get('value 219'))?.value,
    );
  });

  it('names the first 20 of them, and says how many more there are', async () => {
    const { registry } = await open('other');
    for (let i = 0; i < 23; i += 1) await registry.set(`own ${String(i)}`, 0, { value: i });
    const running = copy('other');
    expect(await running.ended).to.equal(1);
    expect(running.stdout()).to.contain('different    23 records, logs or values\n');
    expect(running.stdout().match(/ is only in the target\n/g)).to.have.length(20);
    expect(running.stdout()).to.match(/\n {2}and 3 more\n$/);
  });
});
