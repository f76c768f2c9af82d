import { expect } from 'chai';
import { BOSS, startAlertHost } from '../support/casebender.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';
import type { NativeLogPage } from '../../common/native_space.js';

const READER = { username: 'rita', roles: ['reader'] };

atMounts('the stream of a space (N6)', () => {
  let host: TestHost;
  let n = 0;
  beforeEach(async () => {
    host = await startAlertHost({ config: { spaces: [{ id: 'other', name: 'Other' }] } });
    n = 0;
  });
  afterEach(() => host.stop());

  /** Something new in a record of its own, unless it is named. */
  async function add(
    over: { id?: string; kind?: string; owner?: string; space?: string; tlp?: number } = {},
  ) {
    const {
      id = `r-${String(n)}`,
      kind = 'alert',
      owner = 'securitySolution',
      space = 'default',
      tlp = 2,
    } = over;
    n += 1;
    await recordChange(host, undefined, { n, tlp }, { subject: { space, kind, id }, owner });
  }

  async function addMany(count: number): Promise<void> {
    for (let i = 0; i < count; i += 20) {
      await Promise.all(Array.from({ length: Math.min(20, count - i) }, () => add()));
    }
  }

  /** So many entries of one record, in one commit. */
  async function addFields(count: number): Promise<void> {
    n += 1;
    const fields = Array.from({ length: count }, (_, i) => `f${String(i)}`);
    const before = Object.fromEntries(fields.map((field) => [field, n]));
    const after = Object.fromEntries(fields.map((field) => [field, n + 1]));
    const over = { subject: { space: 'default', kind: 'wide', id: `w-${String(n)}` } };
    await recordChange(host, before, after, over);
  }

  it('begins at now, and brings what is recorded in the space from then on, with positions', async () => {
    await addMany(3);
    const stream = await FollowedStream.open(host, '/stream');
    const elsewhere = await FollowedStream.open(host, '/stream', { space: 'other' });
    await add({ id: 'a' });
    await add({ id: 'b', space: 'other' });
    await add({ id: 'c' });
    await stream.has(2);
    expect(stream.entries.map(({ position, record: { id } }) => [position, id])).to.deep.equal([
      [3, 'a'],
      [4, 'c'],
    ]);
    expect(stream.events.map(({ id }) => id).slice(1)).to.deep.equal(['3', '4']);
    await elsewhere.has(1);
    expect(elsewhere.entries.map(({ position }) => position)).to.deep.equal([0]);
    for (const one of [stream, elsewhere]) one.close();
  });

  it('brings from `start` on every position once, in order, as the log says them, while others are recorded', async () => {
    await addMany(250);
    const writing = addMany(100);
    const stream = await FollowedStream.open(host, '/stream?start=20');
    await writing;
    await stream.has(330);
    const positions = stream.entries.map(({ position }) => position);
    expect(positions).to.deep.equal(Array.from({ length: 330 }, (_, i) => i + 20));
    const { entries } = await new NativeClient(host).read<NativeLogPage>('/log?start=20&limit=1000');
    expect(stream.entries.map(({ id }) => id)).to.deep.equal(entries.map(({ id }) => id));
    stream.close();
    const behind = await FollowedStream.open(host, '/stream?start=0', {
      headers: { 'last-event-id': '347' },
    });
    await behind.has(2);
    expect(behind.entries.map(({ position }) => position)).to.deep.equal([348, 349]);
    behind.close();
  });

  it('brings only what matches and what may be seen, of records as they are now', async () => {
    await add({ id: 'secret', tlp: 3 });
    const query = '?start=0&kinds=alert&owners=securitySolution&owners=cases&types=created&include=';
    const stream = await FollowedStream.open(host, `/stream${query}`, { principal: READER });
    const all = await FollowedStream.open(host, `/stream${query}`);
    await add({ id: 'incident', kind: 'incident' });
    await add({ id: 'theirs', owner: 'observability' });
    await add({ id: 'case', owner: 'cases' });
    await add({ id: 'mine' });
    await recordChange(
      host,
      { n: 5 },
      { n: 6 },
      { subject: { space: 'default', kind: 'alert', id: 'mine' } },
    );
    await add({ id: 'last' });
    await stream.has(2);
    await all.has(4);
    const ids = (of: FollowedStream) => of.entries.map(({ record: { id } }) => id);
    // The log puts what several records get at the same time in an order of its own.
    expect(ids(stream)).to.have.members(['mine', 'last']);
    expect(ids(all)).to.have.members(['secret', 'case', 'mine', 'last']);
    for (const one of [stream, all]) one.close();
  });

  it('says every 1,000 entries that do not match how far it is, and goes on from there', async () => {
    for (let i = 0; i < 21; i += 1) await addFields(99);
    const stream = await FollowedStream.open(host, '/stream?start=0&kinds=nothing');
    await stream.until(({ events }) => events.filter(({ event }) => event === 'cursor').length === 2);
    const cursors = stream.events.filter(({ event }) => event !== undefined);
    expect(cursors.map(({ id, event, data }) => [id, event, data])).to.deep.equal([
      ['999', 'cursor', '{}'],
      ['1999', 'cursor', '{}'],
    ]);
    await add({ id: 'x', kind: 'nothing' });
    await stream.has(1);
    expect(stream.lastId).to.equal('2100');
    stream.close();
  });

  it('is refused to those who may read nothing, and behind the end of the log', async () => {
    await addMany(2);
    const cases = [
      ['/stream', { username: 'vera', roles: ['visitor'] }, {}, 403, 'FORBIDDEN'],
      ['/stream?start=3', BOSS, {}, 400, 'INVALID_REQUEST'],
      ['/stream', BOSS, { 'last-event-id': '2' }, 400, 'INVALID_REQUEST'],
      ['/stream?after=1', BOSS, {}, 400, 'INVALID_REQUEST'],
      ['/stream', BOSS, { 'last-event-id': '' }, 400, 'INVALID_REQUEST'],
      ['/stream', BOSS, { 'last-event-id': '9007199254740993' }, 400, 'INVALID_REQUEST'],
    ] as const;
    for (const [path, principal, headers, status, code] of cases) {
      const { problem } = await FollowedStream.refused(host, path, { principal, headers });
      expect([problem.status, problem.code], path).to.deep.equal([status, code]);
    }
    const unknown = await FollowedStream.refused(host, '/stream', { space: 'none' });
    expect(unknown.problem.code).to.equal('SPACE_NOT_FOUND');
    // The end itself is now.
    for (const [path, headers] of [
      ['/stream?start=2', {}],
      ['/stream', { 'last-event-id': '1' }],
    ] as const) {
      (await FollowedStream.open(host, path, { headers })).close();
    }
  });
});

describe('streams where no log is kept (N6)', () => {
  it('are there of records, of spaces they are 404', async () => {
    const host = await startAlertHost({ config: { log: false } });
    try {
      await recordChange(host, undefined, { n: 0 });
      const { problem } = await FollowedStream.refused(host, '/stream');
      expect([problem.status, problem.code]).to.deep.equal([404, 'LOG_DISABLED']);
      const stream = await FollowedStream.open(host, '/records/alert/a-1/stream');
      await recordChange(host, { n: 0 }, { n: 1 });
      await stream.has(1);
      stream.close();
    } finally {
      await host.stop();
    }
  });
});
