import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import express from 'express';
import { mountPlugin } from '../../server/index.js';
import type { ExportReport } from '../../server/services/integrity/exported/export_report.js';
import { run } from '../support/cli.js';
import { SILENT } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { aSigningKey, signedBy } from '../support/signing.js';

const KEY = aSigningKey();
const CONFIG = { caseActivity: { storage: { kind: 'embedded', path: './data' }, integrity: signedBy(KEY) } };
const PINNED = ['--key', KEY.vkey] as const;

describe('case-activity verify, of an export (N10.4)', function () {
  this.timeout(120_000);
  let cwd = '';
  let text = '';

  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-verify-'));
    await mkdir(join(cwd, 'data'));
    await writeFile(join(cwd, 'config.yaml'), JSON.stringify(CONFIG));
    const activity = await mountPlugin(express(), { config: CONFIG, baseDir: cwd, logger: SILENT });
    let before: { title: string; tags: string[] } | undefined;
    for (let i = 0; i < 10; i += 1) {
      const after = { title: `T${String(i)}`, tags: [String(i)] };
      for (const id of ['a-1', 'a-2']) {
        await recordChange({ activity }, before, after, { subject: { space: 'default', kind: 'alert', id } });
      }
      before = after;
    }
    await activity.stop();
    await exported('space.ndjson');
    text = await readFile(join(cwd, 'space.ndjson'), 'utf8');
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  async function exported(out: string, ...args: readonly string[]): Promise<void> {
    const of = ['--config', 'config.yaml', '--space', 'default', '--proofs', '--out', out];
    const running = run(['export', ...of, ...args], { cwd });
    expect(await running.ended, running.stderr()).to.equal(0);
  }

  async function verifying(...args: readonly string[]) {
    const running = run(['verify', ...args], { cwd });
    const code = await running.ended;
    return { code, stdout: running.stdout(), stderr: running.stderr() };
  }

  async function reportOf(...args: readonly string[]): Promise<ExportReport> {
    const { code, stdout, stderr } = await verifying(...args, '--json');
    const report = JSON.parse(stdout || stderr) as ExportReport;
    expect(code, stdout).to.equal(report.valid ? 0 : 1);
    return report;
  }

  it('finds whole exports of a space and of a record valid, also gzipped', async () => {
    const { code, stdout, stderr } = await verifying('space.ndjson', ...PINNED);
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.match(/^entries {6}(\d+), \1 of them in the log, \1 behind the one before\n/);
    expect(stdout).to.match(/\ncheckpoint {3}here\.example\/default, \d+ entries\nvalid\n$/);
    await writeFile(join(cwd, 'space.ndjson.gz'), gzipSync(text));
    expect(await reportOf('space.ndjson.gz', ...PINNED)).to.include({ valid: true, unsigned: 0 });
    await exported('record.ndjson', '--kind', 'alert', '--record', 'a-1', '--types', 'items');
    const report = await reportOf('record.ndjson', ...PINNED);
    expect(report.problems).to.deep.equal([]);
    expect(report.entries).to.equal(18);
  });

  it('takes a checkpoint that was kept elsewhere', async () => {
    const [first = ''] = text.split('\n');
    const { checkpoint } = (JSON.parse(first) as { export: { checkpoint: string } }).export;
    await writeFile(join(cwd, 'kept.txt'), checkpoint);
    expect((await verifying('space.ndjson', ...PINNED, '--checkpoint', 'kept.txt')).code).to.equal(0);
    await exported('later.ndjson');
    const later = await reportOf('later.ndjson', ...PINNED, '--checkpoint', 'kept.txt');
    expect(later.problems[0]).to.deep.equal({ line: 1, problem: 'checkpoint-inconsistent' });
  });

  it('ends with 1 and says where what is wrong with a file that was changed', async () => {
    const lines = text.split('\n');
    await writeFile(
      join(cwd, 'edited.ndjson'),
      text.replace("'T2' to 'T3'", "'T2' to 'T4'").replace('"T3"', '"T4"'),
    );
    const edited = await verifying('edited.ndjson', ...PINNED);
    expect(edited.code).to.equal(1);
    expect(edited.stdout).to.match(
      /\nnot valid {4}1 problems\n {2}line \d+ alert\/a-\d \d+: leaf-differs\n$/,
    );
    await writeFile(join(cwd, 'cut.ndjson'), lines.slice(0, -2).join('\n'));
    const cut = await reportOf('cut.ndjson', ...PINNED);
    expect(cut.problems.map(({ problem }) => problem)).to.deep.equal(['not-whole']);
    const { problems } = await reportOf('space.ndjson', '--key', aSigningKey().vkey);
    expect(problems).to.deep.equal([{ line: 1, problem: 'signature-wrong' }]);
  });

  it('reports whatever else the file may be', async () => {
    const [first = '', second = ''] = text.split('\n');
    const files: Readonly<Record<string, Buffer | string>> = {
      'bytes.ndjson': Buffer.concat([Buffer.from(`${first}\n`), Buffer.from([0xc3, 0x28, 0x0a])]),
      'empty.ndjson': '',
      'long.ndjson': `${first}\n"${'x'.repeat(17 * 2 ** 20)}"\n${second}\n`,
      'names.ndjson': `${first}\n${second.replace('"a-1"', '"\\u001b[2Ja"')}\n`,
      'packed.gz': gzipSync(text).subarray(0, 500),
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(cwd, name), content);
      const { code, stdout, stderr } = await verifying(name, ...PINNED);
      expect(code, name + stderr).to.equal(1);
      expect(stdout, name).to.match(/\nnot valid {4}\d+ problems/);
      expect(stdout).not.to.contain('\u001b');
    }
  });

  it('says what is wrong with what is asked for', async () => {
    await writeFile(join(cwd, 'none.txt'), 'no checkpoint');
    for (const [args, code, sentence] of [
      [['space.ndjson'], 64, '--key is missing'],
      [['space.ndjson', '--key', 'x'], 64, '--key must be a vkey'],
      [['space.ndjson', ...PINNED, '--what'], 64, "unknown option '--what'"],
      [['none.ndjson', ...PINNED], 66, 'none.ndjson: cannot be read: there is no such file'],
      [['.', ...PINNED], 66, 'it is a folder'],
      [['space.ndjson', ...PINNED, '--checkpoint', 'no.txt'], 66, 'no.txt: cannot be read'],
      [['space.ndjson', ...PINNED, '--checkpoint', 'none.txt'], 65, 'none.txt: is no signed checkpoint'],
    ] as const) {
      const failed = await verifying(...args);
      expect(failed.code, failed.stderr).to.equal(code);
      expect(failed.stderr).to.contain(sentence);
      expect(failed.stdout).to.equal('');
    }
    expect((await verifying('--help')).code).to.equal(0);
  });
});
