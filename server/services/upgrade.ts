import type { Subject } from '../domain/activity.js';
import { ActivityError, isActivityError } from '../domain/errors.js';
import type { ActivityStore } from '../domain/store.js';
import { countRecords, everyRecord } from './every_record.js';
import { listingOf } from './lists/listing_of.js';
import { Adoption, isBehind } from './seals/adoption.js';

/** A record that others write to is tried again so often. */
const MAX_ATTEMPTS = 20;
const LISTED_FAILURES = 20;

/** How far an upgrade is. */
export interface UpgradeProgress {
  readonly done: number;
  readonly total: number;
}

/** What an upgrade came to: with nothing `failed` the whole store is of this release's format. */
export interface UpgradeReport {
  /** Records of the store. */
  readonly records: number;
  /** Those of them that had entries without seals. */
  readonly adopted: number;
  readonly failed: number;
  /** The first 20 of those that could not be upgraded. */
  readonly failures: readonly { readonly subject: Subject; readonly problem: string }[];
}

/** How an upgrade works. */
export interface UpgradeWork {
  /** Records that are worked on at the same time. */
  readonly parallel: number;
  /** `false`: the store keeps no log. */
  readonly log: boolean;
  readonly onProgress: (to: UpgradeProgress) => void;
}

/**
 * Brings every record of a store to this release's format; broken off, it goes on when it is run again. Other
 * processes of this release may use the store meanwhile.
 * @throws STORE_UNAVAILABLE when the store fails; what was upgraded so far is whole
 */
export async function upgradeRecords(
  store: ActivityStore,
  { parallel, log, onProgress }: UpgradeWork,
): Promise<UpgradeReport> {
  const total = await countRecords(store);
  const adoption = new Adoption(store);
  const failures: { subject: Subject; problem: string }[] = [];
  const spaces = new Set<string>();
  let [done, adopted, failed] = [0, 0, 0];
  const upgrade = async (subject: Subject): Promise<void> => {
    try {
      if (await upgradeRecord(store, adoption, subject)) adopted += 1;
    } catch (error) {
      if (!isActivityError(error) || error.code === 'STORE_UNAVAILABLE') throw error;
      failed += 1;
      if (failures.length < LISTED_FAILURES) failures.push({ subject, problem: error.message });
    }
    spaces.add(subject.space);
    done += 1;
    onProgress({ done, total: Math.max(total, done) });
  };
  await everyRecord(store).forEach(upgrade, { concurrency: parallel });
  for (const space of log ? spaces : []) await store.log.catchUp(space);
  if (failed === 0) await store.upgraded();
  return { records: done, adopted, failed, failures };
}

/** Seals the record, puts it on lists and into the log of its space. Answers whether it had entries without seals. */
async function upgradeRecord(store: ActivityStore, adoption: Adoption, subject: Subject): Promise<boolean> {
  let adopted = false;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const head = await store.head(subject);
    if (head === undefined) return false;
    const listing = listingOf(head);
    try {
      if (isBehind(head)) {
        adopted = true;
        await adoption.chainOf(head);
      }
      if (listing !== undefined) await store.list(head, listing);
      const upgraded = await store.head(subject);
      if (upgraded !== undefined) await store.log.mark(upgraded);
      return adopted;
    } catch (error) {
      if (!isActivityError(error, 'VERSION_CONFLICT') && !isActivityError(error, 'RECORD_NOT_FOUND'))
        throw error;
    }
  }
  throw new ActivityError('VERSION_CONFLICT', 'is being changed all the time');
}
