import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import { append, aSubject, aWindow } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

const run = promisify(execFile);

/** The commands that stop and start the server under test, from the environment; without them nothing is shown. */
function command(name: 'PAUSE' | 'RESUME' | 'KILL' | 'START'): string | undefined {
  return process.env[`MONGODB_${name}_CMD`];
}

describe('the store on MongoDB when the server itself fails', function () {
  this.timeout(60_000);
  const database = aDatabaseName();
  let store: ActivityStore | undefined;
  afterEach(() => store?.close());
  after(() => dropDatabase(database));

  it('has every acknowledged change once after kill -9 and restart of the server during writes', async function () {
    const [kill, start] = [command('KILL'), command('START')];
    if (kill === undefined || start === undefined) this.skip();
    const opened = await openMongoStore({ uri: serverUri(), database, timeoutMs: 3_000, patienceMs: 300 });
    store = opened;
    const subjects = Array.from({ length: 8 }, () => aSubject());
    const state = { crashed: false, until: Infinity };
    const tallies = subjects.map(async (subject) => {
      const tally = { before: 0, after: 0, failed: 0 };
      while (performance.now() < state.until) {
        const code = await codeOf(append(opened, subject, () => ({})));
        expect(code).to.be.oneOf(['no error', 'STORE_UNAVAILABLE']);
        if (code !== 'no error') tally.failed += 1;
        else if (state.crashed) tally.after += 1;
        else tally.before += 1;
      }
      return tally;
    });
    await sleep(700);
    await shell(kill);
    state.crashed = true;
    await sleep(200);
    await shell(start);
    state.until = performance.now() + 8_000;
    for (const [i, { before, after, failed }] of (await Promise.all(tallies)).entries()) {
      const { seq } = await soundHead(opened, subjects[i] ?? aSubject());
      expect(before).to.be.greaterThan(0);
      expect(after).to.be.greaterThan(0);
      expect(seq).to.be.within(before + after, before + after + failed);
    }
    await opened.ping();
  });

  it('answers in time while the server is stopped, and goes on when it runs again', async function () {
    const [pause, resume] = [command('PAUSE'), command('RESUME')];
    if (pause === undefined || resume === undefined) this.skip();
    const opened = await openMongoStore({ uri: serverUri(), database, timeoutMs: 1_000, patienceMs: 300 });
    store = opened;
    const subject = aSubject();
    await append(opened, subject, () => ({}));
    await shell(pause);
    try {
      for (const call of [
        () => opened.head(subject),
        () => opened.page(subject, aWindow()),
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
    for (const end = performance.now() + 10_000; (await codeOf(opened.ping())) !== 'no error';) {
      expect(performance.now()).to.be.lessThan(end);
      await sleep(50);
    }
    await append(opened, subject, () => ({}));
    expect((await soundHead(opened, subject)).seq).to.be.within(2, 3);
  });
});

async function shell(line: string): Promise<void> {
  await run('/bin/sh', ['-c', line]);
}
