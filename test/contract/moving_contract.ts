import { brokenRestoringTests } from './moving/broken_restoring_contract.js';
import { restoringTests } from './moving/restoring_contract.js';
import { subjectsTests } from './moving/subjects_contract.js';
import type { FreshFixture } from './store_fixture.js';

/** Listing all records of a store and writing whole records into another. */
export function describeMoving(fresh: FreshFixture): void {
  describe('moving', () => {
    subjectsTests(fresh);
    restoringTests(fresh);
    brokenRestoringTests(fresh);
  });
}
