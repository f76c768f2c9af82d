import { once } from 'node:events';
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Subject } from '../server/domain/activity.js';
import type { ActivityStore } from '../server/domain/store.js';
import type { Window } from '../server/domain/window.js';
import { pluginApp } from './peers/plugin_app.js';
import type { Engine } from './support/engines.js';
import { allEngines, withStore } from './support/engines.js';
import { anAlert, seedHistory } from './support/histories.js';
import { httpGet } from './support/http_get.js';
import type { Contender } from './support/measure.js';
import { medianRatio, quantile, takeTurns } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, printSetting, printTable, times } from './support/report.js';

const LIMIT = 20;
const SHORT = anAlert('short');
const LONG = anAlert('long');
const MIXED = anAlert('mixed');

/** How many entries of the mixed history have each field: of those a page is asked for by its facet. */
const MATCHES: readonly number[] = [10, 100, 1000, 5000];

/** A page of 20, newest first, wherever it is in whatever history: each beside that of a history of 20. */
export async function pages(args: readonly string[]): Promise<void> {
  const { rounds, entries } = readOptions(args, { rounds: 400, entries: 10_000 });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  try {
    for (const engine of engines) {
      await withStore(engine, async (store) => {
        await seedHistory(store, SHORT, LIMIT);
        await seedHistory(store, LONG, entries);
        await seedHistory(store, MIXED, entries, mixedField(entries));
      });
      await onStorePort(engine, rounds, entries);
      await inProcess(engine, rounds, entries);
    }
  } finally {
    for (const engine of engines) await engine.remove();
  }
}

async function onStorePort(engine: Engine, rounds: number, entries: number): Promise<void> {
  await withStore(engine, async (store) => {
    const newest = (page: number): Window => ({ order: 'desc', skip: (page - 1) * LIMIT, limit: LIMIT });
    const plain = pagesOf(entries, (subject, page) => readPage(store, subject, newest(page)));
    print(`${engine.name}: store port`, await takeTurns(plain, rounds));
    const matching = MATCHES.filter((count) => count < entries / 2 + 1);
    const filtered = matching.flatMap((count): Contender[] => {
      const facets = [`field:${fieldWith(count)}`];
      const last = Math.ceil(count / LIMIT);
      const pageOf = (page: number): Contender => ({
        name: `${figure(count)} of ${figure(entries)} match, page ${String(page)}`,
        run: () => readPage(store, MIXED, { ...newest(page), facets }),
      });
      return last === 1 ? [pageOf(1)] : [pageOf(1), pageOf(last)];
    });
    const facets = [fieldWith(100), fieldWith(1000)].map((field) => `field:${field}`);
    const both = [1, 55].map((page) => ({
      name: `100 and 1,000 of ${figure(entries)} match, page ${String(page)}`,
      run: () => readPage(store, MIXED, { ...newest(page), facets }),
    }));
    const reference = { name: 'unfiltered, page 1', run: () => readPage(store, MIXED, newest(1)) };
    print(`${engine.name}: store port, by facet`, await takeTurns([reference, ...filtered, ...both], rounds));
  });
}

/** Head and entries, as a route reads them. */
async function readPage(store: ActivityStore, subject: Subject, window: Window): Promise<number> {
  const head = await store.head(subject);
  if (head === undefined) throw new Error('There is no such record.');
  let entries = 0;
  for await (const portion of store.entries(head, window)) entries += portion.length;
  return entries;
}

async function inProcess(engine: Engine, rounds: number, entries: number): Promise<void> {
  const { app, activity } = await pluginApp(engine.storage);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const find = pagesOf(entries, (subject, page) => activity.find({ subject, page, limit: LIMIT }));
    print(`${engine.name}: in-process find`, await takeTurns(find, rounds));
    const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1/alerts`;
    const http = pagesOf(entries, ({ id }, page) =>
      httpGet(agent, `${base}/${id}/activities?page=${String(page)}&limit=${String(LIMIT)}`),
    );
    print(`${engine.name}: GET /v1/alerts/{id}/activities`, await takeTurns(http, rounds));
  } finally {
    agent.destroy();
    server.close();
    await activity.stop();
  }
}

function pagesOf(
  entries: number,
  get: (subject: typeof LONG, page: number) => Promise<unknown>,
): readonly Contender[] {
  const last = Math.ceil(entries / LIMIT);
  return [
    { name: `page 1 of ${figure(LIMIT)} entries`, run: () => get(SHORT, 1) },
    ...[1, Math.ceil(last / 2), last].map((page) => ({
      name: `page ${String(page)} of ${figure(entries)} entries`,
      run: () => get(LONG, page),
    })),
  ];
}

/** The first contender is what the others are compared with. */
function print(title: string, samples: ReadonlyMap<string, readonly number[]>): void {
  const [[, reference] = ['', []]] = samples;
  printTable({
    title,
    columns: ['page', 'p50 ms', 'p95 ms', 'beside the first'],
    rows: [...samples].map(([name, ms]) => [
      name,
      figure(quantile(ms, 0.5)),
      figure(quantile(ms, 0.95)),
      times(medianRatio(ms, reference)),
    ]),
  });
}

function fieldWith(count: number): string {
  return `field_${String(count)}`;
}

/** Spreads the fields evenly over the history: each of its entries stands where its share says. */
function mixedField(entries: number): (seq: number) => string {
  const fields = new Map<number, string>();
  for (const count of MATCHES) {
    for (let i = 0; i < count && fields.size < entries - 1; i += 1) {
      let seq = 2 + Math.floor((i * (entries - 1)) / count);
      while (fields.has(seq)) seq = seq === entries ? 2 : seq + 1;
      fields.set(seq, fieldWith(count));
    }
  }
  return (seq) => fields.get(seq) ?? 'severity';
}
