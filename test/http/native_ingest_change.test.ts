import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aChange, aServer, problemOf, recorded, WRITER } from '../support/ingest.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient } from '../support/native.js';

const NOW = new Date('2026-03-04T10:15:00.000Z');

atMounts('a change that is sent (N7.1, N7.2)', () => {
  let host: TestHost;
  let writer: NativeClient;
  let boss: NativeClient;
  before(async () => {
    host = await startAlertHost({ clock: () => NOW });
    writer = new NativeClient(host, WRITER);
    boss = new NativeClient(host, BOSS);
  });
  after(() => host.stop());

  it('of a record that is new, changes and is deleted, is what record() makes of it', async () => {
    const { path, id } = aServer();
    const first = await recorded(writer, path, aChange({ after: { state: 'new', tags: ['a'] } }));
    expect(first.total).to.equal(1);
    const [created] = first.entries;
    expect(created).to.deep.equal({
      ...{ seq: 1, id: created?.id, at: NOW.toISOString() },
      record: { space: 'default', kind: 'server', id, owner: 'securitySolution' },
      actor: { kind: 'user', username: 'wim', fullName: 'Wim Writer' },
      ...{ type: 'created', change: { snapshot: { state: 'new', tags: ['a'] } } },
      ...{ text: 'Created', ago: created?.ago },
    });
    const [before, after] = [
      { state: 'new', tags: ['a'] },
      { state: 'active', tags: ['a', 'b'] },
    ];
    const second = await recorded(writer, path, aChange({ before, after }));
    expect(second.entries.map(({ seq, change }) => ({ seq, ...change }))).to.deep.equal([
      { seq: 2, field: 'state', before: 'new', after: 'active' },
      { seq: 3, field: 'tags', verb: 'added', items: ['b'] },
    ]);
    const gone = { owner: 'securitySolution', before: {} };
    expect((await recorded(writer, path, gone)).entries.map(({ type }) => type)).to.deep.equal(['deleted']);
    const page = await writer.read<{ entries: NativeEntry[] }>(`${path}/entries?order=asc`);
    expect(page.entries.map(({ type }) => type)).to.deep.equal(['created', 'field', 'items', 'deleted']);
    const { activities } = await host.activity.find({
      subject: { space: 'default', kind: 'server', id },
      order: 'asc',
    });
    expect(activities.map(({ id: one }) => one)).to.deep.equal(page.entries.map(({ id: one }) => one));
  });

  it('of a record with a past starts with that', async () => {
    const { path } = aServer();
    const { entries, total } = await recorded(writer, path, aChange({ before: { a: 1 }, after: { a: 2 } }));
    expect([entries.map(({ type }) => type), total]).to.deep.equal([['created', 'field'], 2]);
  });

  it('that makes no difference writes nothing', async () => {
    const { path } = aServer();
    await recorded(writer, path, aChange());
    const same = aChange({ before: { state: 'new' } });
    expect(await recorded(writer, path, same)).to.deep.equal({ entries: [], total: 1 });
  });

  it('is told in the language and with the members that are asked for', async () => {
    const { path } = aServer();
    await recorded(writer, path, aChange());
    const change = aChange({ before: { state: 'new' }, after: { state: 'x' } });
    const answer = await writer.post(`${path}/entries?include=text&locale=de`, change);
    const [entry] = (answer.body as { entries: NativeEntry[] }).entries;
    expect(entry?.text).to.contain('geändert');
    expect([entry?.ago, answer.headers['content-language']]).to.deep.equal([undefined, 'de']);
  });

  it('may be of somebody else and of another time, which never runs backwards', async () => {
    const { path } = aServer();
    const actor = { kind: 'user', username: 'Resolver 12', picture: 'no address' } as const;
    const [first] = (await recorded(boss, path, aChange({ actor, at: '2016-02-29T06:40:00+02:00' }))).entries;
    expect([first?.actor, first?.at, first?.context]).to.deep.equal([
      { kind: 'user', username: 'Resolver 12' },
      '2016-02-29T04:40:00.000Z',
      undefined,
    ]);
    const change = aChange({ before: { state: 'new' }, after: { state: 'x' }, at: '2016-02-28' });
    const [second] = (await recorded(boss, path, change)).entries;
    expect([second?.at, second?.context]).to.deep.equal([
      '2016-02-29T04:40:00.000Z',
      { statedAt: '2016-02-28T00:00:00.000Z' },
    ]);
    expect(second?.actor).to.deep.equal({ kind: 'user', username: 'boss' });
  });

  it('may be five minutes ahead of the clock, no more', async () => {
    const { path } = aServer();
    await recorded(boss, path, aChange({ at: '2026-03-04T10:20:00Z' }));
    const ahead = aChange({ before: {}, after: { a: 1 }, at: '2026-03-04T10:20:00.001Z' });
    const { errors } = problemOf(await boss.post(`${path}/entries`, ahead), 422, 'TIME_AHEAD');
    expect(errors?.map(({ pointer }) => pointer)).to.deep.equal(['/at']);
  });

  it('keeps the circumstances that are sent, and by default none of the client', async () => {
    const { path } = aServer();
    const context = { source: 'import', requestId: 'r-1' } as const;
    const [told] = (await recorded(writer, path, aChange({ context }))).entries;
    expect(told?.context).to.deep.equal(context);
    const change = aChange({ before: { state: 'new' }, after: { state: 'x' }, context: {} });
    const [silent] = (await recorded(writer, path, change)).entries;
    expect(silent?.context).to.equal(undefined);
  });

  it('is recorded with its client where the configuration says so (N2)', async () => {
    const own = await startAlertHost({ config: { native: { recordClient: true } } });
    const { path } = aServer();
    const client = new NativeClient(own, WRITER);
    const headers = { 'user-agent': 'importer/1', 'x-request-id': 'r-9' };
    const [entry] = (await recorded(client, path, aChange(), headers)).entries;
    expect(entry?.context).to.deep.include({ requestId: 'r-9', userAgent: 'importer/1' });
    expect(entry?.context?.['ip']).to.be.a('string');
    await own.stop();
  });
});
