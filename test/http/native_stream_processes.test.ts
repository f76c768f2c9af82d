import { expect } from 'chai';
import fc from 'fast-check';
import type { NativeEntry } from '../../common/native.js';
import { ChildStore } from '../contract/child_store.js';
import { startAlertHost } from '../support/casebender.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { aSubject } from '../support/records.js';
import type { RunningPlugin } from '../support/second_plugin.js';
import { startSecondPlugin } from '../support/second_plugin.js';

const RECONNECTS = 100;

describe('streams while several processes write (N6, N18)', function () {
  // A store that is asked over a connection takes its time.
  this.timeout(240_000);
  let host: TestHost;
  let second: RunningPlugin;
  beforeEach(async () => {
    host = await startAlertHost();
    second = await startSecondPlugin(host);
  });
  afterEach(async () => {
    await second.stop();
    await host.stop();
  });

  const change = (where: { activity: TestHost['activity'] }, id: string, n: number): Promise<void> =>
    recordChange(
      where,
      n === 0 ? undefined : { n: n - 1 },
      { n },
      {
        subject: { space: 'default', kind: 'alert', id },
      },
    );

  it('are woken by what another plugin and another process write', async () => {
    await change(host, 'a', 0);
    const streams = await Promise.all(
      ['/records/alert/a/stream', '/stream'].map((path) => FollowedStream.open(host, path)),
    );
    await change(second, 'a', 1);
    for (const stream of streams) await stream.has(1);
    const child = new ChildStore(host.storage);
    try {
      await child.run({ type: 'seal', subjects: [aSubject({ id: 'c' })], writers: 1, commits: 2 });
      await streams[1]?.has(3);
    } finally {
      await child.kill();
    }
    await change(host, 'a', 2);
    await streams[0]?.has(2);
    await streams[1]?.has(4);
    for (const stream of streams) stream.close();
  });

  /** How many entries each connection reads: now none, now several, all together so many. */
  function takesOf(whole: number): readonly number[] {
    const cut = fc.integer({ min: 0, max: whole });
    const cuts = fc.sample(cut, { numRuns: RECONNECTS - 1, seed: 6 }).sort((a, b) => a - b);
    return [...cuts, whole].map((end, i) => end - (cuts[i - 1] ?? 0));
  }

  /** Follows by `Last-Event-ID`, now here, now there, and forgets what comes behind what it wanted to read. */
  async function reconnecting(path: string, whole: number): Promise<readonly NativeEntry[]> {
    const found: NativeEntry[] = [];
    let lastId: string | undefined;
    for (const [i, take] of takesOf(whole).entries()) {
      const headers = lastId === undefined ? {} : { 'last-event-id': lastId };
      const stream = await FollowedStream.open(i % 2 === 0 ? host : second, path, { headers });
      await stream.has(take);
      stream.close();
      const events = stream.events.filter(({ event }) => event === 'entry').slice(0, take);
      lastId = events.at(-1)?.id ?? lastId;
      found.push(...events.map(({ data = '' }) => JSON.parse(data) as NativeEntry));
    }
    return found;
  }

  it('bring every entry once, in order, over a hundred connections to both, while both write', async () => {
    const [records, changes] = [['a', 'b', 'c', 'd'], 50];
    const whole = records.length * changes;
    for (const id of records) await change(host, id, 0);
    const writing = Promise.all(
      records.map(async (id, i) => {
        for (let n = 1; n < changes; n += 1) await change(i % 2 === 0 ? host : second, id, n);
      }),
    );
    const [space, record] = await Promise.all([
      reconnecting('/stream?start=0', whole),
      reconnecting('/records/alert/b/stream?after=0', changes),
    ]);
    await writing;
    expect(space.map(({ position }) => position)).to.deep.equal(Array.from({ length: whole }, (_, i) => i));
    for (const id of records) {
      const own = space.filter((entry) => entry.record.id === id);
      expect(own.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: changes }, (_, i) => i + 1));
    }
    expect(record.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: changes }, (_, i) => i + 1));
  });
});
