import type { MongoClient } from 'mongodb';
import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { DRIVER_NAME, DRIVER_NAMES, driverOf } from './drivers.js';
import type { DriverName } from './drivers.js';
import { benchOfEachTest } from './mongo_bench.js';
import type { MongoBench } from './mongo_bench.js';

/** With a client of another copy the suites are about that one alone. */
const NAMES = DRIVER_NAME === 'own' ? DRIVER_NAMES : [DRIVER_NAME];

/** Describes a store on the clients of each copy of the driver; every test has a bench of its own. */
export function describeHostClients(tests: (mongo: () => MongoBench, name: DriverName) => void): void {
  for (const name of NAMES) {
    describe(`the store on a client of the driver "${name}"`, function () {
      this.timeout(180_000);
      tests(
        benchOfEachTest(() => driverOf(name)),
        name,
      );
    });
  }
}

/** A store on a client of the bench. `breakAt`: its writes break off at that step. */
export function openOn(bench: MongoBench, client: MongoClient, breakAt?: MongoStep): Promise<ActivityStore> {
  return bench.keep(
    openMongoStore({
      client,
      database: bench.database,
      timeoutMs: 5_000,
      patienceMs: 60_000,
      faults: (step) => {
        if (step === breakAt) throw new Error('broken off');
      },
    }),
  );
}
