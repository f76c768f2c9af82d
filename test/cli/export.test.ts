import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { mountPlugin } from '../../server/index.js';
import type { ActivityPlugin } from '../../server/index.js';
import { run } from '../support/cli.js';
import { linesOf } from '../support/exported.js';
import { SILENT } from '../support/host.js';
import { recordChange } from '../support/native.js';

const CONFIG = { caseActivity: { storage: { kind: 'embedded', path: './data' }, log: true } };

describe('export', function () {
  this.timeout(120_000);
  let cwd = '';
  const subject = { space: 'default', kind: 'alert', id: 'a-1' };

  async function onPlugin<T>(work: (activity: ActivityPlugin) => Promise<T>): Promise<T> {
    const activity = await mountPlugin(express(), { config: CONFIG, baseDir: cwd, logger: SILENT });
    try {
      return await work(activity);
    } finally {
      await activity.stop();
    }
  }

  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-export-'));
    await mkdir(join(cwd, 'data'));
    await writeFile(join(cwd, 'config.yaml'), JSON.stringify(CONFIG));
    await onPlugin(async (activity) => {
      let before: object | undefined;
      for (let i = 0; i < 10; i += 1) {
        const after = { title: `T${String(i)}`, large: 'x'.repeat(50_000) + String(i) };
        await recordChange({ activity }, before as undefined, after, { subject });
        before = after;
      }
      await recordChange({ activity }, undefined, { title: 'Other' }, { subject: { ...subject, id: 'a-2' } });
    });
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  const exporting = (...args: readonly string[]) =>
    run(['export', '--config', 'config.yaml', '--space', 'default', ...args], { cwd });

  it('writes the history of a space to standard output', async () => {
    const running = exporting('--kinds', 'alert', '--types', 'created', '--types', 'field');
    expect(await running.ended, running.stderr()).to.equal(0);
    const { start, entries, end } = linesOf(running.stdout());
    expect(start).to.deep.include({
      space: 'default',
      filters: { types: ['created', 'field'], kinds: ['alert'] },
    });
    expect(start.by.kind).to.equal('system');
    expect(entries).to.have.length(20);
    expect(end).to.deep.include({ entries: 20 });
  });

  it('writes a record to a file, which is there when it is whole', async () => {
    const one = ['--kind', 'alert', '--record', 'a-1', '--format', 'csv', '--out', 'out.csv'];
    const running = exporting(...one, '--fields', 'title', '--bom', '--locale', 'es');
    expect(await running.ended, running.stderr()).to.equal(0);
    expect(running.stdout()).to.equal('');
    const text = await readFile(join(cwd, 'out.csv'), 'utf8');
    expect(text.startsWith('\uFEFFposition,space,')).to.equal(true);
    expect(text.trimEnd().split('\r\n')).to.have.length(10);
    expect(text).to.contain("Cambió el título de 'T0' a 'T1'");
    expect((await readdir(cwd)).sort()).to.deep.equal(['config.yaml', 'data', 'out.csv']);
  });

  it('is in the ledger, with the operator', async () => {
    const id = new Date().toISOString().slice(0, 7);
    const { entries } = await onPlugin((activity) =>
      activity.entries({ subject: { space: 'default', kind: 'ledger', id }, order: 'asc' }),
    );
    expect(entries.map(({ change }) => change.type === 'statement' && change.statement)).to.deep.equal([
      ...['export-started', 'export-finished', 'export-started', 'export-finished'],
    ]);
    expect(entries.map(({ actor }) => actor.kind)).to.deep.equal(Array(4).fill('system'));
  });

  it('goes away with whoever reads it, and says that it was broken', async () => {
    const running = exporting();
    running.child.stdout.destroy();
    expect(await running.ended).to.not.equal(0);
    const id = new Date().toISOString().slice(0, 7);
    const { entries } = await onPlugin((activity) =>
      activity.entries({ subject: { space: 'default', kind: 'ledger', id }, limit: 1 }),
    );
    const change = entries[0]?.change;
    expect(change?.type === 'statement' && change.details).to.include({ outcome: 'broken' });
  });

  it('says what is wrong with what is asked for, and leaves no file', async () => {
    for (const [args, code, sentence] of [
      [['--types', 'nothing', '--actor-kinds', 'x'], 64, '--actor-kinds must be one of user, key'],
      [['--bom'], 64, '--bom is not a parameter here'],
      [['--kind', 'alert'], 64, '--kind and --record name one record together'],
      [['--kind', 'alert', '--record', 'none', '--out', 'none.csv'], 66, 'There is no such record.'],
      [['--space', 'nowhere'], 66, 'There is no space nowhere.'],
      [['--format', 'xml'], 1, 'Allowed choices are ndjson, csv'],
      [['--config', 'none.yaml'], 78, 'none.yaml'],
    ] as const) {
      const running = exporting(...args);
      expect(await running.ended, running.stderr()).to.equal(code);
      expect(running.stderr()).to.contain(sentence);
      expect(running.stdout()).to.equal('');
    }
    expect((await readdir(cwd)).filter((name) => name.startsWith('none'))).to.deep.equal([]);
  });
});
