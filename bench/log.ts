import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordHead } from '../server/domain/record.js';
import type { ActivityStore } from '../server/domain/store.js';
import { allEngines, withStore } from './support/engines.js';
import { anAlert, firstWrite, nextWrite } from './support/histories.js';
import { inParallel, millisecondsOf, quantile } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, printSetting, printTable } from './support/report.js';
import { aSealer, sealed } from './support/sealing.js';

const SPACE = 'default';
const POLL_MS = 10;
const ROWS_AT_ONCE = 500;

/** When entries were acknowledged and when they had a position. */
class Lag {
  readonly ms: number[] = [];
  readonly #acknowledged = new Map<string, number>();
  readonly #seen = new Set<string>();

  acknowledged(name: string): void {
    // A position may be there before the answer is.
    if (this.#seen.delete(name)) this.ms.push(0);
    else this.#acknowledged.set(name, performance.now());
  }

  seen(name: string): void {
    const since = this.#acknowledged.get(name);
    if (since === undefined) this.#seen.add(name);
    else this.ms.push(performance.now() - since);
    this.#acknowledged.delete(name);
  }

  get waiting(): number {
    return this.#acknowledged.size;
  }
}

/** How long entries of many writers wait for their positions, and what it costs to catch up with what is left. */
export async function log(args: readonly string[]): Promise<void> {
  const { seconds, writers } = readOptions(args, { seconds: 20, writers: 16 });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  try {
    for (const engine of engines) {
      await withStore(engine, async (store) => {
        const lag = new Lag();
        const end = performance.now() + seconds * 1000;
        const watching = watch(store, lag, end);
        const written = inParallel(writers, writers, (writer) => writeUntil(store, lag, writer, end));
        const elapsed = await millisecondsOf(() => written);
        await watching;
        printTable({
          title: `${engine.name}: ${String(writers)} writers, from the answer to a commit to the position of its entry`,
          columns: ['', 'commits/s', 'p50 ms', 'p99 ms', 'longest ms'],
          rows: [
            [
              'a record each',
              figure((lag.ms.length * 1000) / elapsed),
              ...[0.5, 0.99, 1].map((q) => figure(quantile(lag.ms, q))),
            ],
          ],
        });
      });
    }
  } finally {
    for (const engine of engines) await engine.remove();
  }
}

async function writeUntil(store: ActivityStore, lag: Lag, writer: number, end: number): Promise<void> {
  const sealer = aSealer(store);
  let head: RecordHead | undefined;
  while (performance.now() < end) {
    const subject = anAlert(`of writer ${String(writer)}`);
    const write = head === undefined ? firstWrite(subject, await store.reserveNumbers(1)) : nextWrite(head);
    const ready = await sealed(sealer, write);
    await store.commit([ready]);
    ({ head } = ready);
    for (const { seq } of ready.activities) lag.acknowledged(`${subject.id} ${String(seq)}`);
  }
}

/** Looks at the log all the time, without asking it to catch up. */
async function watch(store: ActivityStore, lag: Lag, end: number): Promise<void> {
  let start = 0;
  while (performance.now() < end || lag.waiting > 0) {
    const rows = await store.log.rows(SPACE, { start, end: start + ROWS_AT_ONCE });
    start += rows.length;
    for (const { entry } of rows) {
      if (entry !== undefined) lag.seen(`${entry.subject.id} ${String(entry.seq)}`);
    }
    if (rows.length < ROWS_AT_ONCE) await sleep(POLL_MS);
  }
}
