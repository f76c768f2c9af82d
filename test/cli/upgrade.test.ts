import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { run } from '../support/cli.js';
import { formerRecords, unpackEmbedded } from '../support/format_1.js';
import { KeptLog } from '../support/kept_log.js';
import { sealedHead } from '../support/sealing.js';

describe('upgrade', function () {
  this.timeout(120_000);
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-upgrade-'));
    await unpackEmbedded(join(cwd, 'store'));
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  it('seals every record of a store of before, which is warned of until then', async () => {
    expect(await warnings()).to.deep.equal(['warn']);
    const former = await formerRecords('embedded');
    const all = String(former.length);
    const first = run(['upgrade', '--store', 'embedded:store'], { cwd });
    expect(await first.ended, first.stderr()).to.equal(0);
    expect(first.stdout()).to.equal(`records      ${all}, ${all} of them sealed now\nupgraded\n`);
    expect(await warnings()).to.deep.equal([]);
    const store = await openEmbeddedStore({ path: join(cwd, 'store') });
    for (const { head } of former) await sealedHead(store, head.subject);
    await store.close();
    const second = run(['upgrade', '--store', 'embedded:store'], { cwd });
    expect(await second.ended).to.equal(0);
    expect(second.stdout()).to.equal(`records      ${all}, 0 of them sealed now\nupgraded\n`);
  });

  it('leaves a store without log without one', async () => {
    await unpackEmbedded(join(cwd, 'unlogged'));
    const running = run(['upgrade', '--store', 'embedded:unlogged', '--no-log'], { cwd });
    expect(await running.ended, running.stderr()).to.equal(0);
    const store = await openEmbeddedStore({ path: join(cwd, 'unlogged') });
    await store.log.catchUp('default');
    expect((await store.log.head('default')).size).to.equal(0);
    await store.close();
  });

  it('says what is wrong with the address, and makes no store of a mistyped one', async () => {
    for (const [store, code, sentence] of [
      ['embedded:none', 69, 'There is no store in that folder.'],
      ['somewhere', 78, 'store: '],
    ] as const) {
      const running = run(['upgrade', '--store', store], { cwd });
      expect(await running.ended).to.equal(code);
      expect(running.stderr()).to.contain(sentence);
    }
    const missing = run(['upgrade'], { cwd });
    expect(await missing.ended).to.equal(1);
    expect(missing.stderr()).to.contain('--store <store>');
  });

  async function warnings(): Promise<readonly string[]> {
    const log = new KeptLog();
    await (await openEmbeddedStore({ path: join(cwd, 'store'), logger: log })).close();
    return log.lines.filter(({ text }) => text.includes('case-activity upgrade')).map(({ level }) => level);
  }
});
