import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { ImportFolder, SCRATCH, told } from '../support/import_folder.js';

const RECORDS = 150;
const CHANGES = 20;

/** Rows of many records that take turns: each has a row a minute. */
const CSV = [
  'id,when,who,state,note',
  ...Array.from({ length: RECORDS * CHANGES }, (_, i) => {
    const [id, n] = [i % RECORDS, Math.floor(i / RECORDS)];
    return `S${String(id)},01/03/2016 10:${String(n + 10)},u${String(id)},s${String(n)},n${String(Math.floor(n / 3))}`;
  }),
  '',
].join('\n');

const IDS = Array.from({ length: RECORDS }, (_, i) => `S${String(i)}`);
const ENTRIES = RECORDS * (1 + CHANGES - 1 + Math.floor((CHANGES - 1) / 3));

describe('import csv that is ended in the middle', function () {
  this.timeout(120_000);
  const at = new ImportFolder();
  let whole: readonly unknown[];

  before(async () => {
    await at.make();
    await at.write({ 'a.csv': CSV });
    const outcome = await at.imported('a.csv');
    expect(outcome.stdout, outcome.stderr).to.contain(`entries     ${String(ENTRIES)} (`);
    whole = (await at.histories('server', ...IDS)).map(told);
    await at.remove();
  });
  beforeEach(async () => {
    await at.make();
    await at.write({ 'a.csv': CSV });
  });
  afterEach(() => at.remove());

  /** Starts an import and gives it a signal once something is recorded. Answers what it ended with. */
  async function endedBy(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string }> {
    const running = at.start('a.csv', '--parallel', '2', '--report', 'report.json');
    await Promise.race([running.ended, recorded()]);
    running.child.kill(signal);
    return { code: await running.ended, stderr: running.stderr() };
  }

  /** Resolves when the store is there: what is done before takes most of the time. */
  async function recorded(): Promise<void> {
    while (!(await readdir(at.cwd)).includes('data')) await pause(20);
    await pause(200);
  }

  async function expectWhole(): Promise<void> {
    const again = await at.imported('a.csv');
    expect(again.code, again.stderr).to.equal(0);
    expect(again.stdout).to.contain(`entries     ${String(ENTRIES)} (`);
    expect((await at.histories('server', ...IDS)).map(told)).to.deep.equal(whole);
    const last = await at.imported('a.csv');
    expect(last.stdout).to.contain(`(0 recorded now, ${String(RECORDS)} identical, 0 differ, 0 failed)`);
  }

  it('makes the same history when it is killed and run again', async () => {
    expect((await endedBy('SIGKILL')).code).to.equal(null);
    expect(await readdir(at.cwd)).not.to.include('report.json');
    await expectWhole();
  });

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`finishes what runs at ${signal}, leaves nothing behind, and goes on`, async () => {
      const ended = await endedBy(signal);
      expect(ended.code, ended.stderr).to.equal(code);
      expect(ended.stderr).to.contain(`stopped by ${signal}: what was recorded stays; the same command`);
      const report = await at.report();
      expect(report).to.deep.include({ outcome: 'interrupted', rows: RECORDS * CHANGES });
      expect(report['records']).to.have.property('total').that.is.lessThan(RECORDS);
      expect(await readdir(join(at.cwd, SCRATCH))).to.deep.equal([]);
      await expectWhole();
    });
  }
});
