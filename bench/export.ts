import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { ActivityStore } from '../server/domain/store.js';
import { fillSpace } from './histories/filled_space.js';
import { AUTHORIZATION } from './support/authorization.js';
import type { Engine, MongoEngine } from './support/engines.js';
import { allEngines, withStore } from './support/engines.js';
import { millisecondsOf } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, megabytes, printSetting, printTable, times } from './support/report.js';
import { Server } from './support/server.js';

/** A server that is asked over a connection takes minutes for a million. */
const ROWS_ON_MONGODB = 100_000;
const BATCH = 500;

/**
 * The export of a space of `--rows`, on MongoDB `--rows-on-mongodb`, over HTTP, beside a plain reading of the same
 * entries, which is done before each (N18).
 */
export async function exports(args: readonly string[]): Promise<void> {
  const options = readOptions(args, { rows: 1_000_000, 'rows-on-mongodb': ROWS_ON_MONGODB });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  try {
    for (const engine of engines) {
      const wanted = 'db' in engine ? options['rows-on-mongodb'] : options.rows;
      let size = 0;
      const ms = await millisecondsOf(async () => {
        size = await withStore(engine, (store) => fillSpace(store, wanted));
      });
      console.log(`\n${figure(size)} rows written in ${figure(ms / 1000)} s`);
      await measure(engine, size);
    }
  } finally {
    for (const engine of engines) await engine.remove();
  }
}

async function measure(engine: Engine | MongoEngine, size: number): Promise<void> {
  const { name, storage } = engine;
  const server = await Server.start({ type: 'plugin', storage });
  const rows: string[][] = [];
  try {
    for (const path of ['/entries.ndjson', '/entries.csv']) {
      // Signed in and compiled: what is left to grow is what a large export needs.
      await lengthOf(server.url(`/api/activity/v1${path}?start=${String(size - 2 * BATCH)}`));
      const plain = await millisecondsOf(() => plainly(engine, size));
      rows.push(['plain reading', figure((size * 1000) / plain), times(1), '-', '-']);
      let [bytes, ms] = [0, 0];
      const growth = await server.ownGrowthDuring(async () => {
        ms = await millisecondsOf(async () => {
          bytes = await lengthOf(server.url(`/api/activity/v1${path}`));
        });
      });
      rows.push([path, figure((size * 1000) / ms), times(plain / ms), megabytes(bytes), megabytes(growth)]);
    }
  } finally {
    await server.stop();
  }
  printTable({
    title: `${name}: ${figure(size)} entries of a space`,
    columns: ['', 'entries/s', 'as fast as plain', 'MB', 'MB of memory grown'],
    rows,
  });
}

/** Reads all entries with nothing around it: by the driver's cursor, or record after record. */
async function plainly(engine: Engine | MongoEngine, size: number): Promise<void> {
  const read = 'db' in engine ? await byCursor(engine) : await withStore(engine, byRecord);
  // Exports add to the ledger.
  if (read < size) throw new Error(`There are ${String(read)} entries, not ${String(size)}.`);
}

async function byCursor({ db }: MongoEngine): Promise<number> {
  let count = 0;
  for await (const entry of db.collection('activities').find({}, { batchSize: BATCH })) {
    count += JSON.stringify(entry).length > 0 ? 1 : 0;
  }
  return count;
}

async function byRecord(store: ActivityStore): Promise<number> {
  let count = 0;
  let after: Awaited<ReturnType<ActivityStore['subjects']>>[number] | undefined;
  for (;;) {
    const subjects = await store.subjects(after, BATCH);
    for (const head of await store.heads(subjects)) {
      if (head === undefined) continue;
      for await (const portion of store.entries(head, { order: 'asc', skip: 0, limit: head.seq })) {
        for (const entry of portion) count += JSON.stringify(entry).length > 0 ? 1 : 0;
      }
    }
    after = subjects.at(-1);
    if (subjects.length < BATCH) return count;
  }
}

/** Reads an answer to its end and keeps nothing of it. */
async function lengthOf(url: string): Promise<number> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers: { authorization: AUTHORIZATION } }, resolve)
      .once('error', reject)
      .end();
  });
  if (response.statusCode !== 200) throw new Error(`${url} answered ${String(response.statusCode)}`);
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}
