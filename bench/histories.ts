import type { ActivityStore } from '../server/domain/store.js';
import { fillSpace, ROWS_AT_A_TIME } from './histories/filled_space.js';
import { recordPages } from './histories/record_pages.js';
import { spacePages } from './histories/space_pages.js';
import type { FilledSpace } from './histories/space_pages.js';
import { timeTravel } from './histories/time_travel.js';
import type { Engine } from './support/engines.js';
import { allEngines, withStore } from './support/engines.js';
import { millisecondsOf } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, printSetting } from './support/report.js';

/** A server that is asked over a connection takes minutes for a million. */
const ROWS_ON_MONGODB = 200_000;

/**
 * A page of 50 of a record and of a space, wherever it is: of a long history beside a short one (N18). Then a record
 * as it was at the end of that history. The spaces are of 10,000 rows and of `--rows`, on MongoDB `--rows-on-mongodb`,
 * each in a store of its own: what is looked up in the small one is in small indexes.
 */
export async function histories(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    ...{ rounds: 400, entries: 10_000, rows: 1_000_000 },
    'rows-on-mongodb': ROWS_ON_MONGODB,
  });
  const { rounds, entries } = options;
  const [engines, others] = [await allEngines(), await allEngines()];
  printSetting(engines.map(({ name }) => name));
  try {
    for (const [i, engine] of engines.entries()) {
      const { name } = engine;
      await withStore(engine, async (store) => {
        await recordPages(store, { title: `${name}: page of 50 of a record`, entries, rounds });
        await timeTravel(store, { title: `${name}: state of a record`, entries, rounds });
      });
      const rows = 'db' in engine ? options['rows-on-mongodb'] : options.rows;
      await betweenSpaces([engine, others[i] ?? engine], async (small, large) => {
        const spaces = {
          small: await filled(small, ROWS_AT_A_TIME),
          large: await filled(large, rows),
        };
        await spacePages(spaces, { title: `${name}: page of 50 of a space`, rounds });
      });
    }
  } finally {
    for (const engine of [...engines, ...others]) await engine.remove();
  }
}

async function betweenSpaces(
  [one, other]: readonly [Engine, Engine],
  work: (small: ActivityStore, large: ActivityStore) => Promise<void>,
): Promise<void> {
  await withStore(one, (small) => withStore(other, (large) => work(small, large)));
}

async function filled(store: ActivityStore, rows: number): Promise<FilledSpace> {
  let size = 0;
  const ms = await millisecondsOf(async () => {
    size = await fillSpace(store, rows);
  });
  console.log(`\n${figure(size)} rows written in ${figure(ms / 1000)} s`);
  return { store, size };
}
