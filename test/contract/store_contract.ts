import { describeAttachments } from './attachments_contract.js';
import { describeCommits } from './commits_contract.js';
import { describeCount } from './count_contract.js';
import { describeCreatedSpaces } from './created_spaces_contract.js';
import { describeCrashes } from './crashes_contract.js';
import { describeHeads } from './heads_contract.js';
import { describeHistories } from './histories_contract.js';
import { describeIds } from './ids_contract.js';
import { describeListAudiences } from './list_audiences_contract.js';
import { describeLists } from './lists_contract.js';
import { describeLog } from './log_contract.js';
import { describeMoving } from './moving_contract.js';
import { describePortions } from './portions_contract.js';
import { describeProcesses } from './processes_contract.js';
import { describeRecords } from './records_contract.js';
import { describeRedact } from './redact_contract.js';
import { describeAnchorProgress } from './anchor_progress_contract.js';
import { describeRegistry } from './registry_contract.js';
import { describeSeals } from './seals_contract.js';
import { describeStoreIdentity } from './store_identity_contract.js';
import type { FreshFixture } from './store_fixture.js';
import { describeValues } from './values_contract.js';
import { describeStoreVerification } from './store_verification_contract.js';
import { describeVerification } from './verification_contract.js';

/** What every store has to do, told through the port alone. */
export function describeStore(name: string, fresh: FreshFixture): void {
  describe(name, function () {
    this.timeout(180_000);
    describeRecords(fresh);
    describeCommits(fresh);
    describeHistories(fresh);
    describeCount(fresh);
    describePortions(fresh);
    describeIds(fresh);
    describeValues(fresh);
    describeProcesses(fresh);
    describeCrashes(fresh);
    describeMoving(fresh);
    describeSeals(fresh);
    describeLists(fresh);
    describeListAudiences(fresh);
    describeHeads(fresh);
    describeAttachments(fresh);
    describeLog(fresh);
    describeRegistry(fresh);
    describeAnchorProgress(fresh);
    describeStoreIdentity(fresh);
    describeCreatedSpaces(fresh);
    describeRedact(fresh);
    describeVerification(fresh);
    describeStoreVerification(fresh);
  });
}
