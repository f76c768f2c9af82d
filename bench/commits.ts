import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordHead, RecordSave } from '../server/domain/record.js';
import type { ActivityStore } from '../server/domain/store.js';
import type { MongoEngine } from './support/engines.js';
import { allEngines, withStore } from './support/engines.js';
import { anAlert, firstWrite, nextWrite } from './support/histories.js';
import { inParallel, median, medianRatio, millisecondsOf, quantile } from './support/measure.js';
import { readOptions } from './support/options.js';
import { aSealer, sealed } from './support/sealing.js';
import { figure, printSetting, printTable, times } from './support/report.js';

const WRITERS = 16;

/** A way to make something durable; a writer's writes come one after the other. */
type Write = (writer: number) => Promise<void>;

/** One row: so many writers at once, and what was measured, rates once per round. */
interface Runner {
  readonly name: string;
  readonly writers: number;
  readonly write: Write;
  readonly rates: number[];
  readonly ms: number[];
}

/**
 * Durable commits of one entry, one writer and 16: beside the same bytes written and flushed to a file, or on
 * MongoDB beside one inserted document of that size; and commits with seals, positions and a signature beside those
 * without.
 */
export async function commits(args: readonly string[]): Promise<void> {
  const { rounds, writes } = readOptions(args, { rounds: 12, writes: 160 });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  const folder = await mkdtemp(join(tmpdir(), 'case-activity-bench-'));
  const files = await Promise.all(
    Array.from({ length: WRITERS }, (_, i) => open(join(folder, String(i)), 'a')),
  );
  try {
    for (const engine of engines) {
      // Two handles on one store: what is written by the one without log gets no positions.
      await withStore(engine, (store) =>
        withStore({ ...engine, log: false }, async (unlogged) => {
          const runners = runnersOf(
            { store, unlogged },
            'db' in engine ? insertion(engine) : flushedWrite(files),
          );
          for (let round = -1; round < rounds; round += 1) {
            for (const runner of runners) await measure(runner, writes, round < 0);
          }
          print(engine.name, runners);
        }),
      );
    }
  } finally {
    for (const file of files) await file.close();
    await rm(folder, { recursive: true });
    for (const engine of engines) await engine.remove();
  }
}

function runnersOf(
  { store, unlogged }: { readonly store: ActivityStore; readonly unlogged: ActivityStore },
  raw: { readonly name: string; readonly write: Write },
): readonly Runner[] {
  const { privateKey } = generateKeyPairSync('ed25519');
  const plain = committing(unlogged, 'plain', (write) => Promise.resolve(write));
  const sealing = (name: string, on: ActivityStore, key?: KeyObject): Write => {
    const sealer = aSealer(on, key);
    return committing(on, name, (write) => sealed(sealer, write));
  };
  const kinds: readonly (readonly [string, Write])[] = [
    [raw.name, raw.write],
    ['commits without seals and log', plain],
    ['sealed', sealing('sealed', unlogged)],
    ['sealed and logged', sealing('logged', store)],
    ['sealed, signed and logged', sealing('signed', store, privateKey)],
  ];
  return [1, WRITERS].flatMap((writers) =>
    kinds.map(([name, write]): Runner => {
      const who = writers === 1 ? 'one writer' : `${String(writers)} writers, a record each`;
      return { name: `${name}, ${who}`, writers, write, rates: [], ms: [] };
    }),
  );
}

/** Each writer creates a record of its own and then goes on with it. */
function committing(
  store: ActivityStore,
  name: string,
  ready: (write: RecordSave) => Promise<RecordSave>,
): Write {
  const heads = new Map<number, RecordHead>();
  return async (writer) => {
    const head = heads.get(writer);
    const write =
      head === undefined
        ? firstWrite(anAlert(`${name}, of writer ${String(writer)}`), await store.reserveNumbers(1))
        : nextWrite(head);
    const written = await ready(write);
    await store.commit([written]);
    heads.set(writer, written.head);
  };
}

function flushedWrite(files: readonly FileHandle[]): { name: string; write: Write } {
  const write: Write = async (writer) => {
    const file = files[writer];
    await file?.write(bytesOfOneCommit());
    await file?.datasync();
  };
  return { name: 'write and fdatasync of a file', write };
}

function insertion({ db }: MongoEngine): { name: string; write: Write } {
  const inserted = db.collection('peer');
  const write: Write = async () => {
    await inserted.insertOne({ text: bytesOfOneCommit().toString() });
  };
  return { name: 'insertOne, majority and journal', write };
}

/** What a commit of one entry has to save: the head and the entry as JSON, without any index. */
function bytesOfOneCommit(): Buffer {
  const { head, activities } = nextWrite(SAMPLE);
  return Buffer.from(JSON.stringify([head, activities]));
}

const SAMPLE = firstWrite(anAlert('of a writer'), 1).head;

async function measure({ writers, write, rates, ms }: Runner, writes: number, warm: boolean): Promise<void> {
  const samples: number[] = [];
  // As many writes for each writer as makes the same time about: those of many writers share flushes.
  const each = writers === 1 ? writes : Math.ceil(writes / 4);
  const elapsed = await millisecondsOf(() =>
    inParallel(writers, writers, async (writer) => {
      for (let i = 0; i < each; i += 1) samples.push(await millisecondsOf(() => write(writer)));
    }),
  );
  if (warm) return;
  rates.push((writers * each * 1000) / elapsed);
  ms.push(...samples);
}

function print(engine: string, runners: readonly Runner[]): void {
  // Each row beside those of as many writers: raw writes, and commits without seals.
  const besides = (runner: Runner): readonly Runner[] =>
    runners.filter(({ writers }) => writers === runner.writers);
  printTable({
    title: `${engine}: durable commits of one entry, ${String(bytesOfOneCommit().length)} bytes as JSON`,
    columns: [
      '',
      'per second',
      'p50 ms',
      'p99 ms',
      'beside raw writes',
      'beside commits',
      'beside one raw writer',
    ],
    rows: runners.map((runner) => {
      const [raw, plain] = besides(runner);
      return [
        runner.name,
        figure(median(runner.rates)),
        figure(quantile(runner.ms, 0.5)),
        figure(quantile(runner.ms, 0.99)),
        ...[raw, plain, runners[0]].map((other) => times(medianRatio(runner.rates, other?.rates ?? []))),
      ];
    }),
  });
}
