import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { mountPlugin } from '../../server/index.js';
import type { StoreReport } from '../../server/services/integrity/whole/store_report.js';
import { run } from '../support/cli.js';
import { SILENT } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { aSigningKey, signedBy } from '../support/signing.js';

const KEY = aSigningKey();
const ANCHORS = [{ kind: 'file', path: './anchors.ndjson' }];
const CONFIG = {
  caseActivity: {
    storage: { kind: 'embedded', path: './data' },
    spaces: [{ id: 'other' }],
    integrity: { ...signedBy(KEY), anchors: ANCHORS },
  },
};
const CONFIGURED = ['--config', 'config.yaml'] as const;

describe('case-activity verify, of a store (N10.4)', function () {
  this.timeout(120_000);
  let cwd = '';

  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-verify-'));
    await mkdir(join(cwd, 'data'));
    await writeFile(join(cwd, 'config.yaml'), JSON.stringify(CONFIG));
    await recorded(['default', 'a-1', 4], ['default', 'a-2', 3], ['other', 'b/1', 2]);
    await cp(join(cwd, 'data'), join(cwd, 'former'), { recursive: true });
    await recorded(['default', 'a-3', 3]);
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  /** Records histories of so many entries; when it stops, the host brings checkpoints to its anchor. */
  async function recorded(...records: readonly (readonly [string, string, number])[]): Promise<void> {
    const activity = await mountPlugin(express(), { config: CONFIG, baseDir: cwd, logger: SILENT });
    for (const [space, id, entries] of records) {
      let before: { title: string } | undefined;
      for (let i = 0; i < entries; i += 1) {
        const after = { title: `T${String(i)}` };
        await recordChange({ activity }, before, after, { subject: { space, kind: 'alert', id } });
        before = after;
      }
    }
    await activity.stop();
  }

  async function verifying(...args: readonly string[]) {
    const running = run(['verify', ...args], { cwd });
    const code = await running.ended;
    return { code, stdout: running.stdout(), stderr: running.stderr() };
  }

  async function reportOf(...args: readonly string[]): Promise<StoreReport> {
    const { code, stdout, stderr } = await verifying(...args, '--json');
    expect(stdout, stderr).to.not.equal('');
    const report = JSON.parse(stdout) as StoreReport;
    expect(code, stdout + stderr).to.equal(report.valid ? 0 : 1);
    return report;
  }

  it('finds every log and history valid, and what anchors have kept', async () => {
    const { code, stdout, stderr } = await verifying(...CONFIGURED, '--anchor', 'anchors.ndjson');
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.match(/^logs {9}2, (\d+) positions\nanchors {6}[3-9] agree, 0 lines cannot be read\n/);
    expect(stdout).to.match(/\nrecords {6}6\nentries {6}(\d+), \1 of them in the log, 0 sealed later\n/);
    expect(stdout).to.match(/\nsigned {7}\d+ entries, 0 others\nerased {7}0 values\nvalid\n$/);
  });

  it('verifies a space, or a record, by a key that is pinned', async () => {
    const pinned = ['--store', 'embedded:data', '--key', KEY.vkey, '--space', 'other'];
    const space = await reportOf(...pinned);
    expect(space.logs.map((log) => log.space)).to.deep.equal(['other']);
    expect(space).to.deep.include({ valid: true, complete: true, records: 2, unsigned: 0 });
    const record = await reportOf(...pinned, '--record', 'alert/b/1');
    expect(record).to.deep.include({ valid: true, logs: [], records: 1, entries: 2, signed: 2, inLog: 2 });
    const wrong = await reportOf('--store', 'embedded:data', '--key', aSigningKey().vkey, '--space', 'other');
    expect(new Set(wrong.problems.map(({ problem }) => problem))).to.include('signature-wrong');
    expect(await reportOf('--store', 'embedded:data', '--no-log')).to.include({
      valid: true,
      records: 6,
      signed: 0,
    });
  });

  it('goes on where it is told to', async () => {
    const all = await reportOf(...CONFIGURED);
    const records = await reportOf(...CONFIGURED, '--start', 'records');
    expect(records).to.deep.equal({ ...all, logs: [] });
    const behind = await reportOf(...CONFIGURED, '--start', 'record:default/alert/a-2');
    expect(behind).to.deep.include({ valid: true, logs: [], complete: true });
    expect(behind.records).to.be.within(1, all.records - 1);
    const log = await reportOf(...CONFIGURED, '--start', 'log:default:5');
    expect(log.logs.map(({ space, size, checked }) => [space, size - checked])).to.deep.equal([
      ...[
        ['default', 5],
        ['other', 0],
      ],
    ]);
  });

  it('finds out that a store was set back, by what an anchor has kept', async () => {
    const former = ['--store', 'embedded:former', '--key', KEY.vkey];
    expect((await verifying(...former)).code).to.equal(0);
    await writeFile(
      join(cwd, 'torn.ndjson'),
      `{"at":"2026\n${await readFile(join(cwd, 'anchors.ndjson'), 'utf8')}`,
    );
    const { problems, anchors } = await reportOf(...former, '--anchor', 'torn.ndjson');
    expect(problems.map(({ problem, anchor }) => [problem, anchor?.file])).to.deep.equal([
      ['checkpoint-inconsistent', 'torn.ndjson'],
    ]);
    expect(anchors.unreadable).to.equal(1);
    const strange = ['--store', 'embedded:data', '--key', aSigningKey().vkey, '--anchor', 'anchors.ndjson'];
    expect((await verifying(...strange)).stdout).to.contain('anchors.ndjson:1 default position');
  });

  it('says what is wrong with what is asked for', async () => {
    await writeFile(join(cwd, 'none.ndjson'), '{}\n');
    for (const [args, code, sentence] of [
      [[], 64, 'give an export, or --config, or --store'],
      [['x.ndjson', '--store', 'embedded:data'], 64, '--store is for a store'],
      [[...CONFIGURED, '--record', 'alert/a-1'], 64, '--record must be KIND/ID'],
      [[...CONFIGURED, '--start', 'somewhere'], 64, '--start must be'],
      [[...CONFIGURED, '--space', 'nowhere'], 66, 'There is nothing of a space nowhere.'],
      [[...CONFIGURED, '--space', 'default', '--record', 'alert/none'], 66, 'There is no such record.'],
      [['--store', 'embedded:none'], 69, 'There is no store in that folder.'],
      [[...CONFIGURED, '--anchor', 'no.ndjson'], 66, 'no.ndjson: cannot be read'],
      [[...CONFIGURED, '--anchor', 'none.ndjson'], 65, 'none.ndjson: has no line'],
      [['--store', 'embedded:data', '--anchor', 'none.ndjson'], 64, '--anchor needs'],
    ] as const) {
      const failed = await verifying(...args);
      expect(failed.code, failed.stderr).to.equal(code);
      expect(failed.stderr).to.contain(sentence);
      expect(failed.stdout).to.equal('');
    }
  });
});
