import { describeLogErasure } from './log_erasure_contract.js';
import { describeLogMoving } from './log_moving_contract.js';
import { describeLogOrder } from './log_order_contract.js';
import { describeLogProcesses } from './log_processes_contract.js';
import { describeLogReading } from './log_reading_contract.js';
import { describeLogSwitch } from './log_switch_contract.js';
import { describeLogTree } from './log_tree_contract.js';
import { describeLogWatch } from './log_watch_contract.js';
import type { FreshFixture } from './store_fixture.js';

/** The order of all entries of a space. */
export function describeLog(fresh: FreshFixture): void {
  describe('log', () => {
    describeLogOrder(fresh);
    describeLogProcesses(fresh);
    describeLogTree(fresh);
    describeLogReading(fresh);
    describeLogErasure(fresh);
    describeLogMoving(fresh);
    describeLogSwitch(fresh);
    describeLogWatch(fresh);
  });
}
