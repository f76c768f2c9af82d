import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Activity, Subject } from '../../server/domain/activity.js';
import type { Attachment } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { run } from '../support/cli.js';
import type { Running } from '../support/cli.js';
import { expectSameRecords, fillStore } from '../support/copies.js';
import { anAttachment, append, aSubject, aWindow, pageOf } from '../support/records.js';

const ORDINARY = 200;

describe('copy', function () {
  this.timeout(120_000);
  let cwd = '';
  let source: ActivityStore;
  let subjects: readonly Subject[] = [];
  const opened: ActivityStore[] = [];

  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-copy-'));
    source = await openTarget('source');
    subjects = await fillStore(source, ORDINARY);
  });
  after(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await rm(cwd, { recursive: true, force: true });
  });

  async function openTarget(name: string): Promise<ActivityStore> {
    const store = await openEmbeddedStore({ path: join(cwd, name) });
    opened.push(store);
    return store;
  }

  function copy(to: string, ...options: readonly string[]): Running {
    return run(['copy', '--from', 'embedded:source', '--to', `embedded:${to}`, ...options], { cwd });
  }

  async function copied(to: string): Promise<string> {
    const running = copy(to);
    expect(await running.ended, running.stderr()).to.equal(0);
    return running.stdout();
  }

  it('gives every record with the same history, and changes nothing the second time', async () => {
    const first = await copied('target');
    const count = String(subjects.length);
    expect(first).to.match(
      new RegExp(`^records +${count} in the source, ${count} in the target \\(${count} of`),
    );
    expect(first).to.match(/\nactivities +(\d+) in the source, \1 in the target\nattachments +(\d+) .* \2 /);
    const [, entries = ''] = /\nactivities +(\d+) /.exec(first) ?? [];
    expect(first).to.contain(`\npositions    ${entries} in the source, ${entries} in the target\n`);
    expect(first).to.match(/\nidentical\n$/);
    const target = await openTarget('target');
    expect(await expectSameRecords(source, target, subjects)).to.equal(subjects.length);
    expect(await target.reserveNumbers(1)).to.equal(subjects.length + 1);
    expect(await copied('target')).to.equal(first.replace(`(${count} of`, '(0 of'));
  });

  it('makes no log in the target where it is to have none', async () => {
    const running = copy('unlogged', '--no-log');
    expect(await running.ended, running.stderr()).to.equal(0);
    expect(running.stdout()).to.match(/\nidentical\n$/);
    const target = await openTarget('unlogged');
    await target.log.catchUp('default');
    expect((await target.log.head('default')).size).to.equal(0);
  });

  it('goes on after kill -9 at any moment, and what is there until then is whole', async () => {
    const waits = [
      () => untilThere(join(cwd, 'killed', 'data.mdb')).then(() => sleep(30)),
      () => untilCopied('killed', 1),
      () => untilCopied('killed', ORDINARY / 2),
    ];
    for (const wait of waits) {
      const running = copy('killed', '--parallel', '1');
      await wait();
      running.child.kill('SIGKILL');
      await running.ended;
      const target = await openTarget('killed');
      const found = await expectSameRecords(source, target, subjects);
      expect(found).to.be.lessThan(subjects.length);
      expect(await target.subjects(undefined, 1000)).to.have.length(found);
    }
    expect(await copied('killed')).to.match(/\nidentical\n$/);
    const target = await openTarget('killed');
    expect(await expectSameRecords(source, target, subjects)).to.equal(subjects.length);
  });

  it('reports records that differ in the target, leaves them as they are, and ends with 1', async () => {
    const target = await openTarget('differing');
    const [long, odd, alert, incident] = subjects;
    if (long === undefined || odd === undefined || alert === undefined || incident === undefined) {
      throw new Error('A record is missing.');
    }
    const { head } = await append(target, odd, () => ({}));
    await restoreChanged(target, long, (activity) =>
      activity.seq === 2_345 ? { ...activity, actor: { kind: 'system' } } : activity,
    );
    await restoreChanged(target, alert, (activity) => activity, [anAttachment()]);
    await restoreChanged(target, incident, (activity) => ({ ...activity, at: new Date(0) }));
    const running = copy('differing');
    expect(await running.ended).to.equal(1);
    expect(running.stdout()).to.contain(`(${String(subjects.length - 4)} of them copied now)`);
    const [, problems = ''] = running.stdout().split('different    5 records, logs or values\n');
    // Where it differs depends on when the target has given positions to what is its own.
    const told = problems.replace(/another row \d+/, 'another row');
    expect(told.split('\n').sort()).to.deep.equal([
      '',
      '  default/case/ long has another entry 2345 in the target',
      '  default/case/a/%2F\u0001🔥 has another number in the target',
      '  other/alert/x has other attachments in the target',
      '  other/incident/x has another entry 1 in the target',
      '  the log of default has another row in the target',
    ]);
    expect(await target.head(odd)).to.deep.equal(head);
  });

  it('copies nothing into a store that has records of its own', async () => {
    const target = await openTarget('strange');
    await append(target, aSubject({ id: 'stranger' }), () => ({}));
    const running = copy('strange');
    expect(await running.ended).to.equal(1);
    expect(running.stderr()).to.contain('default/case/stranger');
    expect(await target.subjects(undefined, 10)).to.have.length(1);
  });

  it('says what is wrong with an address, and that there is no store to copy from', async () => {
    const [wrong, nowhere] = [
      run(['copy', '--from', 'embedded:source', '--to', 'postgres://h'], { cwd }),
      run(['copy', '--from', 'embedded:nowhere', '--to', 'embedded:new'], { cwd }),
    ];
    expect(await wrong.ended).to.equal(78);
    expect(wrong.stderr()).to.contain('to: must be embedded:PATH or a mongodb://');
    expect(await nowhere.ended).to.equal(69);
    for (const name of ['nowhere', 'new']) {
      const there = await access(join(cwd, name)).then(
        () => true,
        () => false,
      );
      expect(there).to.equal(false);
    }
  });

  async function restoreChanged(
    target: ActivityStore,
    subject: Subject,
    change: (activity: Activity) => Activity,
    attachments?: readonly Attachment[],
  ): Promise<void> {
    const record = await source.record(subject);
    const page = await pageOf(source, subject, aWindow());
    if (record === undefined || page === undefined) throw new Error('There is no record.');
    await target.restore({
      ...record,
      attachments: attachments ?? record.attachments,
      activities: (async function* () {
        yield* await Promise.resolve(page.activities.map(change));
      })(),
    });
  }

  async function untilThere(path: string): Promise<void> {
    for (;;) {
      try {
        await access(path);
        return;
      } catch {
        await sleep(5);
      }
    }
  }

  async function untilCopied(name: string, records: number): Promise<void> {
    const target = await openTarget(name);
    const before = (await target.subjects(undefined, 1000)).length;
    while ((await target.subjects(undefined, 1000)).length < before + records) await sleep(5);
  }
});
