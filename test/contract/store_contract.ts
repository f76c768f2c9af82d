import { describeCommits } from './commits_contract.js';
import { describeCrashes } from './crashes_contract.js';
import { describeHistories } from './histories_contract.js';
import { describeIds } from './ids_contract.js';
import { describeMoving } from './moving_contract.js';
import { describeProcesses } from './processes_contract.js';
import { describeRecords } from './records_contract.js';
import type { FreshFixture } from './store_fixture.js';
import { describeValues } from './values_contract.js';

/** What every store has to do, told through the port alone. */
export function describeStore(name: string, fresh: FreshFixture): void {
  describe(name, function () {
    this.timeout(60_000);
    describeRecords(fresh);
    describeCommits(fresh);
    describeHistories(fresh);
    describeIds(fresh);
    describeValues(fresh);
    describeProcesses(fresh);
    describeCrashes(fresh);
    describeMoving(fresh);
  });
}
