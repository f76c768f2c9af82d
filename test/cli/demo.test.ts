import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { NativeEntry, NativeEntryPage, NativeRecord } from '../../common/native.js';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';

const ANA = { authorization: `Basic ${Buffer.from('ana.garcia:demo-ana').toString('base64')}` };

describe('the demo', function () {
  this.timeout(120_000);
  let cwd: string;
  let demo: Running;
  let api: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-demo-'));
    await start();
  });
  after(async () => {
    await stop();
    await rm(cwd, { recursive: true, force: true });
  });

  async function start(...args: readonly string[]): Promise<void> {
    demo = run(['serve', '--port', '0', ...args], { cwd });
    api = `${await listening(demo)}/api/activity/v1`;
  }

  async function stop(): Promise<void> {
    demo.child.kill('SIGTERM');
    expect(await demo.ended).to.equal(0);
  }

  async function read<T>(path: string): Promise<T> {
    const response = await fetch(api + path, { headers: ANA });
    expect(response.status, path).to.equal(200);
    return (await response.json()) as T;
  }

  async function story(): Promise<readonly NativeEntry[]> {
    return (await read<NativeEntryPage>('/entries?order=asc&limit=200')).entries;
  }

  const ofField = (entries: readonly NativeEntry[], kind: string, field: string) =>
    entries.flatMap(({ record, type, change }) =>
      record.kind === kind && type === 'field' && change['field'] === field ? [change] : [],
    );

  it('tells of an alert and its case in 60 to 80 entries, over two days, by five people and a system', async () => {
    const entries = await story();
    expect(entries).to.have.length.within(60, 80);
    expect(new Set(entries.map(({ record }) => record.kind))).to.deep.equal(new Set(['alert', 'case']));
    expect(new Set(entries.map(({ record }) => record.id))).to.have.property('size', 2);
    const actors = new Map(entries.map(({ actor }) => [actor.username, actor.kind]));
    expect([...actors.values()].filter((kind) => kind === 'user')).to.have.length(5);
    expect([...actors.values()].filter((kind) => kind === 'system')).to.have.length(1);
    const times = entries.map(({ at }) => Date.parse(at));
    expect((Math.max(...times) - Math.min(...times)) / 3_600_000).to.be.within(40, 50);
    expect(Date.now() - Math.max(...times)).to.be.below(30 * 60_000);
  });

  it('has comments that are changed and deleted, tags, assignees, severities and a status that is opened again', async () => {
    const entries = await story();
    const facets = new Set(
      entries.map(({ record, type, change }) =>
        [
          record.kind,
          type,
          ...('verb' in change ? [change['verb']] : []),
          ...('field' in change ? [change['field']] : []),
        ].join(' '),
      ),
    );
    expect(facets).to.include.keys(
      ...['case comment created', 'case comment updated', 'case comment deleted', 'alert comment created'],
      ...['case items added tags', 'case items removed tags', 'case items added assignees'],
      ...['case items removed assignees', 'alert items added observables', 'case field severity'],
      ...['alert field severity', 'alert field assigned_to', 'case field title', 'case field category'],
    );
    expect(ofField(entries, 'case', 'status')).to.deep.include({
      field: 'status',
      before: 'closed',
      after: 'open',
    });
    expect(ofField(entries, 'alert', 'status')).to.deep.include({
      field: 'status',
      before: 'closed',
      after: 'open',
    });
    // Objects are compact JSON in sentences (C5).
    expect(entries.map(({ text }) => text)).to.include(`Added '{"uid":"priya.nair"}' to field 'assignees'`);
  });

  it('has a long description that is edited twice, paragraph by paragraph', async () => {
    const edits = ofField(await story(), 'case', 'description');
    expect(edits).to.have.length(2);
    for (const { before, after } of edits) {
      const [old, now] = [String(before).split('\n\n'), String(after).split('\n\n')];
      expect(now).to.have.length.above(3);
      // Something stayed and something did not: that is what a diff of words is for.
      const words = new Set(old.join(' ').split(' '));
      const kept = now
        .join(' ')
        .split(' ')
        .filter((word) => words.has(word));
      expect(kept.length / now.join(' ').split(' ').length).to.be.within(0.4, 0.9);
    }
    expect(edits[1]).to.have.property('before', edits[0]?.['after']);
  });

  it('is told once, also when it is asked for a large record besides, which has 10,000 entries', async () => {
    const before = await story();
    await stop();
    await start('--demo', 'large');
    const record = /kind=server&record=(\S+)/.exec(demo.stdout())?.[1] ?? '';
    const large = `/records/server/${record}`;
    expect(await read<NativeRecord>(large)).to.include({ head: 10_000 });
    const { entries } = await read<NativeEntryPage>(`${large}/entries?limit=500&order=asc`);
    const fields = new Set(entries.flatMap(({ change }) => ('field' in change ? [change['field']] : [])));
    expect(fields).to.deep.equal(new Set(['state', 'queue', 'load', 'version']));
    expect(new Set(entries.map(({ actor }) => actor.kind))).to.deep.equal(new Set(['system', 'user']));
    for (const { record: of } of before.filter(({ seq }) => seq === 1)) {
      const length = before.filter(({ record: { id } }) => id === of.id).length;
      expect(await read<NativeRecord>(`/records/${of.kind}/${of.id}`)).to.include({ head: length });
    }
    await stop();
    await start('--demo', 'large');
    expect(await read<NativeRecord>(large)).to.include({ head: 10_000 });
  });

  it('is not served besides a configuration, and is one of two', async () => {
    for (const args of [
      ['--demo', 'large', '--config', 'config.yaml'],
      ['--demo', 'small'],
    ]) {
      const refused = run(['serve', ...args], { cwd });
      expect(await refused.ended).to.not.equal(0);
      expect(refused.stderr()).to.contain('--demo');
    }
  });
});
