import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import type { Principal } from '../../server/access/principal.js';
import { ActivityError } from '../../server/index.js';
import { ROLES } from '../support/casebender.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { erase } from '../support/log.js';
import { recordChange } from '../support/native.js';
import { openStore } from '../support/open_store.js';

const RECORD = '/records/alert/a-1/stream';
const SUBJECT = { space: 'default', kind: 'alert', id: 'a-1' };

describe('access to streams that are open (N6)', () => {
  let host: TestHost;
  let who: Principal | null | Error;
  beforeEach(async () => {
    who = { username: 'rita', roles: ['reader'], tlpClearance: 3 };
    host = await startHost({
      config: { security: { roles: ROLES }, native: { recheckMs: 1_000, heartbeatMs: 1_000 } },
      authenticate: () => {
        if (who instanceof Error) throw who;
        return who;
      },
    });
    await recordChange(host, undefined, { n: 0, tlp: 2 });
  });
  afterEach(() => host.stop());

  const both = (): Promise<readonly FollowedStream[]> =>
    Promise.all([RECORD, '/stream'].map((path) => FollowedStream.open(host, path)));

  for (const [what, next] of [
    ['nobody any more', null],
    ['without a role', { username: 'rita', roles: [] }],
    ['without the right on any owner', { username: 'rita', roles: ['visitor'] }],
    ['without the scope', { username: 'rita', roles: ['reader'], scopes: ['alerts:read'] }],
    ['somebody else', { username: 'eve', roles: ['superuser'] }],
  ] as const) {
    it(`ends when the caller is found to be ${what}, though nothing happens`, async () => {
      const streams = await both();
      who = next;
      for (const stream of streams) expect(await stream.end()).to.equal('access');
    });
  }

  it('goes on over many looks for a caller who stays, with the rights of now', async () => {
    const [record, space] = await both();
    if (record === undefined || space === undefined) return;
    const other = { subject: { ...SUBJECT, id: 'theirs' }, owner: 'observability' };
    await recordChange(host, undefined, { n: 0 }, other);
    who = { username: 'rita', roles: ['reader', 'stranger'] };
    await space.until(({ events }) => events.filter(({ text }) => text === ': hb').length >= 2);
    await recordChange(host, { n: 0 }, { n: 1 }, other);
    await recordChange(host, { n: 0 }, { n: 1 });
    const isChange = ({ seq }: NativeEntry): boolean => seq === 2;
    await Promise.all([record.has(1), space.until(({ entries }) => entries.filter(isChange).length === 2)]);
    const changed = space.entries.filter(isChange).map(({ record: { id } }) => id);
    // The log puts what several records get at the same time in an order of its own.
    expect(changed).to.have.members(['theirs', 'a-1']);
    for (const stream of [record, space]) stream.close();
  });

  it('ends at once for a record that is above the clearance now, and a space shows nothing of it any more', async () => {
    const [record, space] = await both();
    if (record === undefined || space === undefined) return;
    await recordChange(host, { n: 0, tlp: 2 }, { n: 0, tlp: 3 });
    await record.has(1);
    await recordChange(host, { n: 0, tlp: 3 }, { n: 1, tlp: 4 });
    expect(await record.end()).to.equal('access');
    expect(record.seqs).to.deep.equal([2]);
    await recordChange(host, undefined, { n: 0 }, { subject: { ...SUBJECT, id: 'open' } });
    await space.until(({ entries }) => entries.at(-1)?.record.id === 'open');
    // What it showed before may depend on when it looked; what came with the change or after it never came.
    expect(space.entries.filter(({ record: { id }, seq }) => id === 'a-1' && seq > 2)).to.deep.equal([]);
    space.close();
  });

  it('ends for a record that is erased, by whomever, also when another takes its name', async () => {
    const stream = await FollowedStream.open(host, RECORD);
    const store = await openStore(host.storage);
    try {
      await erase(store, SUBJECT);
    } finally {
      await store.close();
    }
    await recordChange(host, undefined, { n: 7 });
    expect(await stream.end()).to.equal('erased');
    expect(stream.seqs).to.deep.equal([]);
    const { problem } = await FollowedStream.refused(host, '/records/alert/none/stream');
    expect(problem.status).to.equal(404);
  });

  it('shows nothing while nobody can tell who the caller is, and goes on afterwards', async () => {
    const streams = await both();
    who = new ActivityError('AUTHENTICATION_UNAVAILABLE', 'away');
    for (const stream of streams) {
      await stream.until(({ events }) => events.filter(({ text }) => text === ': hb').length >= 3);
    }
    await recordChange(host, { n: 0 }, { n: 1 });
    for (const stream of streams) {
      const { length } = stream.events;
      await stream.until(({ events }) => events.length > length);
      expect(stream.entries).to.deep.equal([]);
    }
    who = { username: 'rita', roles: ['reader'] };
    for (const stream of streams) {
      await stream.has(1);
      stream.close();
    }
  });

  it('says that it stops when the plugin is stopped', async () => {
    const streams = await both();
    const stopping = host.activity.stop();
    for (const stream of streams) expect(await stream.end()).to.equal('stopping');
    await stopping;
  });
});
