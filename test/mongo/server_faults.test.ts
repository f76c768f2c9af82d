import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import { append, aSubject, aWindow, pageOf } from '../support/records.js';
import { ready } from './mongo_bench.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

const run = promisify(execFile);

/** The commands that stop and start the server under test, from the environment; without them nothing is shown. */
function command(name: 'PAUSE' | 'RESUME' | 'KILL' | 'START'): string | undefined {
  return process.env[`MONGODB_${name}_CMD`];
}

describe('the store on MongoDB when the server itself fails', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let store: ActivityStore | undefined;
  afterEach(() => store?.close());
  after(() => dropDatabase(database));

  it('has every acknowledged change once after kill -9 and restart of the server during writes', async function () {
    const [kill, start] = [command('KILL'), command('START')];
    if (kill === undefined || start === undefined) this.skip();
    const opened = await openTestStore({ uri: serverUri(), database, timeoutMs: 3_000, patienceMs: 300 });
    store = opened;
    const state = { crashed: false, ended: false };
    const tallies = Array.from({ length: 8 }, () => ({
      subject: aSubject(),
      before: 0,
      after: 0,
      failed: 0,
    }));
    const writers = tallies.map(async (tally) => {
      while (!state.ended) {
        const code = await codeOf(append(opened, tally.subject, () => ({})));
        expect(code).to.be.oneOf(['no error', 'STORE_UNAVAILABLE']);
        if (code !== 'no error') tally.failed += 1;
        else if (state.crashed) tally.after += 1;
        else tally.before += 1;
      }
    });
    const running = Promise.all(writers);
    const every = (counts: (tally: (typeof tallies)[number]) => number) => (): boolean =>
      tallies.every((tally) => counts(tally) > 0);
    try {
      await Promise.race([running, until(every(({ before }) => before))]);
      await shell(kill);
      state.crashed = true;
      // A server that was killed may hold its port for a moment longer, and then seems to run.
      const started = until(
        every(({ after }) => after),
        () => shell(start),
      );
      await Promise.race([running, started]);
    } finally {
      state.ended = true;
    }
    await running;
    for (const { subject, before, after, failed } of tallies) {
      const { seq } = await soundHead(opened, subject);
      expect(seq).to.be.within(before + after, before + after + failed);
    }
    await opened.ping();
  });

  it('answers in time while the server is stopped, and goes on when it runs again', async function () {
    const [pause, resume] = [command('PAUSE'), command('RESUME')];
    if (pause === undefined || resume === undefined) this.skip();
    const opened = await openTestStore({ uri: serverUri(), database, timeoutMs: 1_000, patienceMs: 300 });
    store = opened;
    const subject = aSubject();
    await append(opened, subject, () => ({}));
    await shell(pause);
    try {
      for (const call of [
        () => opened.head(subject),
        () => pageOf(opened, subject, aWindow()),
        () => append(opened, subject, () => ({})),
        () => opened.ping(),
      ]) {
        const start = performance.now();
        // Some servers have processes that go on answering; whoever does not must be given up in time.
        expect(await codeOf(call())).to.be.oneOf(['no error', 'STORE_UNAVAILABLE']);
        expect(performance.now() - start).to.be.lessThan(4_000);
      }
    } finally {
      await shell(resume);
    }
    await ready(opened);
    await append(opened, subject, () => ({}));
    expect((await soundHead(opened, subject)).seq).to.be.within(2, 3);
  });
});

/** Looks until it holds, and does `meanwhile` before each look. */
async function until(
  holds: () => boolean,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const end = performance.now() + 40_000; !holds();) {
    if (performance.now() > end) throw new Error('It has not come to that in 40 s.');
    await meanwhile();
    await sleep(50);
  }
}

async function shell(line: string): Promise<void> {
  await run('/bin/sh', ['-c', line]);
}
