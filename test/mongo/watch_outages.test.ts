import { setTimeout as sleep } from 'node:timers/promises';
import { appendSealed } from '../support/log.js';
import { aSubject } from '../support/records.js';
import { benchOfEachTest } from './mongo_bench.js';
import { serverUri } from './mongo_server.js';

const CUTS = 5;
/** Longer than the server waits for a change before it answers that there is none. */
const AWAY_MS = 1_500;

describe('whoever watches a space on MongoDB while the connection breaks (N6)', () => {
  const mongo = benchOfEachTest();

  it('is told of what others write, cut after cut, and after the database was away', async () => {
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const [store, other] = [await bench.open(proxy.uri), await bench.open(serverUri())];
    let told = 0;
    store.log.watch('default', () => (told += 1));
    /** Only an event or a look can tell of it: it is another handle's. */
    const isTold = async (): Promise<void> => {
      const before = told;
      await appendSealed(other, aSubject());
      await other.log.catchUp('default');
      while (told === before) await sleep(10);
    };
    await isTold();
    for (let cut = 0; cut < CUTS; cut += 1) {
      proxy.cut();
      await isTold();
    }
    await proxy.close();
    await appendSealed(other, aSubject());
    await sleep(AWAY_MS);
    await proxy.listen();
    await isTold();
  });

  it('is told of what was written while the connection was silent', async () => {
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const [store, other] = [await bench.open(proxy.uri), await bench.open(serverUri())];
    await appendSealed(other, aSubject());
    let told = 0;
    store.log.watch('default', () => (told += 1));
    while (told === 0) await sleep(10);
    proxy.silence(true);
    // What was on its way has arrived.
    await sleep(AWAY_MS);
    const before = told;
    await appendSealed(other, aSubject());
    await other.log.catchUp('default');
    await sleep(AWAY_MS);
    proxy.silence(false);
    while (told === before) await sleep(10);
  });
});
