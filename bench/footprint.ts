import { neededMongoEngine, withStore } from './support/engines.js';
import { anAlert, firstWrite } from './support/histories.js';
import { inParallel, millisecondsOf } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, megabytes, printSetting, printTable } from './support/report.js';
import type { CollectionSize } from './support/storage_size.js';
import { collectionSizes, total } from './support/storage_size.js';

/** Numbers are reserved for so many records at a time, as the services do. */
const BLOCK = 100;

/** For how many records of how many entries the costs are told besides those measured. */
const EXPECTED = { records: 10_000_000, entries: 20 };

/** What one record and one entry cost on MongoDB: documents, bytes, index entries; and what many would. */
export async function footprint(args: readonly string[]): Promise<void> {
  const { records, entries, parallel } = readOptions(args, { records: 20_000, entries: 3, parallel: 32 });
  const engine = await neededMongoEngine();
  printSetting([engine.name]);
  try {
    const seconds = await withStore(engine, async (store) => {
      const blocks: Promise<number>[] = [];
      const ms = await millisecondsOf(() =>
        inParallel(records, parallel, async (i) => {
          const block = (blocks[Math.floor(i / BLOCK)] ??= store.reserveNumbers(BLOCK));
          const number = (await block) + (i % BLOCK);
          await store.commit([firstWrite(anAlert(`incident ${String(i)}`), number, entries - 1)]);
        }),
      );
      return ms / 1000;
    });
    const perSecond = figure(records / seconds);
    console.log(
      `\n${figure(records)} records of ${figure(entries)} entries, one commit each: ${perSecond} commits/s`,
    );
    const sizes = (await collectionSizes(engine.db)).filter(({ documents }) => documents > 0);
    printCollections(sizes);
    printCosts(sizes, records, entries);
  } finally {
    await engine.remove();
  }
}

function printCollections(sizes: readonly CollectionSize[]): void {
  printTable({
    title: 'collections as the engine counts them, after everything has left the outboxes',
    columns: [
      'collection',
      'documents',
      'BSON MB',
      'BSON bytes each',
      'storage MB',
      'index MB',
      'indexes, MB',
    ],
    rows: sizes.map(({ name, documents, bson, storage, indexes }) => [
      name,
      figure(documents),
      megabytes(bson),
      figure(bson / documents),
      megabytes(storage),
      megabytes(total(indexes)),
      Object.entries(indexes)
        .map(([index, bytes]) => `${index} ${megabytes(bytes)}`)
        .join(', '),
    ]),
  });
}

function printCosts(sizes: readonly CollectionSize[], records: number, entries: number): void {
  const of = (name: string): CollectionSize | undefined => sizes.find((size) => size.name === name);
  const [record, entry] = [of('records'), of('activities')];
  if (record === undefined || entry === undefined) return;
  const costs = [
    { name: 'a record', size: record, count: records, expected: EXPECTED.records },
    {
      name: 'an entry',
      size: entry,
      count: records * entries,
      expected: EXPECTED.records * EXPECTED.entries,
    },
  ].map(({ size: { bson, storage, indexes }, ...rest }) => ({
    ...rest,
    bson,
    storage,
    index: total(indexes),
  }));
  printTable({
    title: `what one costs in bytes, and ${figure(EXPECTED.records)} records of ${String(EXPECTED.entries)} entries in GB by multiplication`,
    columns: ['', 'BSON', 'storage', 'index', 'GB BSON', 'GB storage', 'GB index'],
    rows: costs.map(({ name, count, expected, bson, storage, index }) => [
      name,
      ...[bson, storage, index].map((bytes) => figure(bytes / count)),
      ...[bson, storage, index].map((bytes) => figure(((bytes / count) * expected) / 1e9)),
    ]),
  });
}
