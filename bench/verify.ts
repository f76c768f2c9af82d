import { generateKeyPairSync } from 'node:crypto';
import { SigningKey } from '../server/services/seals/signing_key.js';
import { fillSpace } from './histories/filled_space.js';
import { Child } from './support/child.js';
import { allEngines, withStore } from './support/engines.js';
import type { Engine } from './support/engines.js';
import { millisecondsOf } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, megabytes, printSetting, printTable } from './support/report.js';
import { ownGrowthDuring } from './support/resident_memory.js';
import { ORIGIN, signedHistory } from './verify/signed_history.js';
import type { Asked, Verifying } from './verify/verifying_child.js';

/** What a server that is asked over a connection can be given within the time. */
const MOST_ROWS_ON_MONGODB = 100_000;

/** The verification of a space of `--rows` signed entries, and of its records (N10.4). */
export async function verify(args: readonly string[]): Promise<void> {
  const { rows } = readOptions(args, { rows: 1_000_000 });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  const { privateKey } = generateKeyPairSync('ed25519');
  const { vkey } = new SigningKey(ORIGIN, privateKey);
  try {
    for (const engine of engines) {
      const wanted = 'db' in engine ? Math.min(rows, MOST_ROWS_ON_MONGODB) : rows;
      const seal = (history: Parameters<typeof signedHistory>[0]): ReturnType<typeof signedHistory> =>
        signedHistory(history, privateKey);
      const size = await withStore(engine, (store) => fillSpace(store, wanted, seal));
      await measure(engine, { storage: engine.storage, vkey }, size);
    }
  } finally {
    for (const engine of engines) await engine.remove();
  }
}

async function measure({ name }: Engine, verifying: Verifying, size: number): Promise<void> {
  const child = new Child(new URL('verify/verifying_child.ts', import.meta.url), verifying);
  const rows: string[][] = [];
  try {
    await child.says();
    for (const what of ['records', 'space'] as const) {
      let [entries, ms] = [0, 0];
      const growth = await ownGrowthDuring(child.pid, async () => {
        ms = await millisecondsOf(async () => {
          entries = Number(await child.ask({ what, entries: size } satisfies Asked));
        });
      });
      if (entries !== size) throw new Error(`${String(entries)} were verified, not ${String(size)}.`);
      rows.push([what, figure((entries * 1000) / ms), figure(ms / 1000), megabytes(growth)]);
    }
  } finally {
    await child.end();
  }
  printTable({
    title: `${name}: ${figure(size)} signed entries are verified`,
    columns: ['', 'entries/s', 's', 'MB of memory grown'],
    rows,
  });
}
