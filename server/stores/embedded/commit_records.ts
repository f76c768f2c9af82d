import { ActivityError } from '../../domain/errors.js';
import type { RecordWrite } from '../../domain/record.js';
import { decodeHead } from './codec.js';
import type { Database } from './database.js';
import { keysErasedAtOnce, remainsKey, remainsPut } from './erasure/remains.js';
import type { RemainsCleaner } from './erasure/remains_cleaner.js';
import { recordKeys } from './keys.js';
import { listingIn } from './lists/read_list.js';
import { duePut, isSealed } from './log/due_marks.js';
import { changedPut } from './log/log_growth.js';
import { logKeys } from './log/log_keys.js';
import type { Operations } from './operations.js';
import { isStorable, planWrite, subjectOf, versionConflict } from './plan_write.js';
import type { WritePlan } from './plan_write.js';
import type { Storage } from './storage.js';

/** What changes of records work with. */
export interface Workplace {
  readonly storage: Storage;
  readonly operations: Operations;
  readonly cleaner: RemainsCleaner;
  /** Whether entries get positions. */
  readonly log: boolean;
}

/** As the port's `commit`: one batch. */
export async function commitRecords(place: Workplace, writes: readonly RecordWrite[]): Promise<void> {
  const { storage, cleaner } = place;
  for (const write of writes) {
    const subject = subjectOf(write);
    if (write.expected === 0 && isStorable(subject)) await cleaner.clear(subject);
  }
  const plans = await plansOf(place, writes);
  const batch = {
    guards: plans.flatMap((plan) => plan.guards),
    puts: plans.flatMap((plan) => plan.puts),
    removes: plans.flatMap((plan) => plan.removes),
    listed: plans.flatMap((plan) => plan.listed),
    unlisted: plans.flatMap((plan) => plan.unlisted),
  };
  if (!(await storage.write(batch))) throw versionConflict();
}

/** The first at once, the others when it is their turn: their guards hold for all when they are written. */
async function plansOf(
  { storage, operations, log }: Workplace,
  writes: readonly RecordWrite[],
): Promise<readonly WritePlan[]> {
  const plans: WritePlan[] = [];
  for (const write of writes) {
    const plan = (db: Database): WritePlan => planOf(db, write, log);
    plans.push(plans.length === 0 ? storage.read(plan) : await operations.read(plan));
  }
  const names = new Set(writes.map((write) => recordKeys(subjectOf(write)).head.toString('latin1')));
  if (names.size === writes.length) return plans;
  throw new ActivityError('INTERNAL_ERROR', 'A commit names a record twice.');
}

function planOf(db: Database, write: RecordWrite, log: boolean): WritePlan {
  const plan = planWrite(write, {
    head: (subject, keys) => {
      const stored = db.get(keys.head);
      return stored === undefined ? undefined : decodeHead(subject, stored);
    },
    listing: ({ listing }) => listingIn(db.get(listing)),
    indexed: (key) => db.get(key),
  });
  return withTraces(db, write, plan, log);
}

/** The plan with what it leaves for the log, and what an erasure removes and leaves. */
function withTraces(db: Database, write: RecordWrite, plan: WritePlan, log: boolean): WritePlan {
  const { guards, puts, removes } = plan;
  if (write.type === 'erase') {
    const { subject } = write;
    return {
      ...plan,
      puts: [...puts, remainsPut(subject), changedPut(logKeys(subject.space))],
      removes: [...removes, ...keysErasedAtOnce(db, subject)],
    };
  }
  const { head, activities, expected } = write;
  const clean = expected === 0 ? [{ key: remainsKey(head.subject), version: undefined }] : [];
  const due = log && activities.length > 0 && isSealed(head) ? [duePut(head.subject)] : [];
  return { ...plan, guards: [...guards, ...clean], puts: [...puts, ...due] };
}
