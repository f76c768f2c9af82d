import { facetOf } from '../../domain/activity.js';
import type { Activity } from '../../domain/activity.js';
import { erasedPartsOf } from '../../domain/erased_parts.js';
import { ActivityError } from '../../domain/errors.js';
import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import type { RecordHead } from '../../domain/record.js';
import { portions } from '../../domain/record_image.js';
import type { Redaction, SealedActivity } from '../../domain/store.js';
import { planAttachments } from './attachments/attachment_plan.js';
import { decodeActivity, decodeHead, encodeActivity, hasErasedParts } from './codec.js';
import type { Database } from './database.js';
import type { Guard } from './guarded_write.js';
import { recordKeys } from './keys.js';
import type { RecordKeys } from './keys.js';
import { planListing } from './lists/listing_plan.js';
import { listingIn } from './lists/read_list.js';
import { redactedRow } from './log/redacted_row.js';
import { changedPut } from './log/log_growth.js';
import { logKeys } from './log/log_keys.js';
import type { Operations } from './operations.js';
import { headPut, isStorable, versionConflict, versionOf } from './plan_write.js';
import type { Batch, Storage } from './storage.js';

/** Entries of one batch; `size` in characters. */
const PORTION = { length: 200, size: 2 ** 20 };
const TURNS = new EventLoopTurns();

/** As the port's `redact`. */
export async function redactRecord(
  { storage, operations }: { readonly storage: Storage; readonly operations: Operations },
  redaction: Redaction,
): Promise<void> {
  const { head, activities } = redaction;
  if (!isStorable(head.subject)) throw versionConflict();
  const keys = recordKeys(head.subject);
  const write = async (plan: (db: Database) => Batch): Promise<void> => {
    for (;;) {
      const batch = await operations.read((db) => {
        // One that is being adopted is changed by whoever adopts it.
        if (db.getEntry(keys.head)?.version !== versionOf(head)) throw versionConflict();
        if (db.doesExist(keys.adoption)) throw versionConflict();
        return plan(db);
      });
      if (await storage.write(batch)) return;
    }
  };
  for await (const portion of portions(sized(activities), PORTION)) {
    await write((db) =>
      entriesBatch(
        db,
        keys,
        redaction,
        portion.map(({ activity }) => activity),
      ),
    );
  }
  const erasedParts = await erasedPartsIn(operations, keys, head);
  await write((db) => headBatch(db, keys, redaction, erasedParts));
}

/** Entries with what they take, in characters. */
async function* sized(
  activities: readonly SealedActivity[],
): AsyncGenerator<{ readonly activity: SealedActivity; readonly size: number }> {
  for (const activity of activities) {
    yield await Promise.resolve({ activity, size: encodeActivity(activity).length });
  }
}

/** A portion of the entries and of their rows in the log. Entries get no position between the look and the write. */
function entriesBatch(
  db: Database,
  keys: RecordKeys,
  { head }: Redaction,
  activities: readonly SealedActivity[],
): Batch {
  const changes = activities.map((activity) => {
    const text = db.get(keys.activity(activity.seq));
    const stored = text === undefined ? undefined : decodeActivity(head.subject, activity.seq, text);
    if (stored === undefined || activity.seq > head.seq || !isSame(stored, activity)) throw notTheOne();
    const row = redactedRow(db, keys, activity, head.number);
    const put = { key: keys.activity(activity.seq), value: encodeActivity(activity), version: 0 };
    return { puts: [put, ...row.puts], removes: row.removes };
  });
  const logged = { key: keys.logged, version: db.getEntry(keys.logged)?.version };
  return {
    guards: [...unchanged(keys, head), logged],
    puts: [changedPut(logKeys(head.subject.space)), ...changes.flatMap(({ puts }) => puts)],
    removes: changes.flatMap(({ removes }) => removes),
  };
}

/** Of all entries that the head counts, as they are now. */
async function erasedPartsIn(
  operations: Operations,
  keys: RecordKeys,
  { subject, seq }: RecordHead,
): Promise<number> {
  let count = 0;
  for (let from = 1; from <= seq; from += PORTION.length) {
    await TURNS.next();
    const range = {
      start: keys.activity(from),
      end: keys.activity(Math.min(from + PORTION.length, seq + 1)),
    };
    const texts = await operations.read((db) => [...db.getRange(range)].map(({ value }) => value));
    for (const text of texts.filter(hasErasedParts)) {
      count += erasedPartsOf(decodeActivity(subject, 0, text));
    }
  }
  return count;
}

function headBatch(db: Database, keys: RecordKeys, redaction: Redaction, erasedParts: number): Batch {
  const { head, state, attachments, listing: after } = redaction;
  const { subject, number } = head;
  const stored = db.get(keys.head);
  if (stored === undefined) throw versionConflict();
  const now = decodeHead(subject, stored);
  const before = listingIn(db.get(keys.listing));
  const lists = planListing(keys, { subject, number, before, after });
  const puts = attachments.map((attachment) => ({ type: 'put', attachment }) as const);
  const indexed = planAttachments({ subject, keys }, puts, (key) => db.get(key));
  return {
    ...lists,
    guards: [...unchanged(keys, head), ...lists.guards],
    puts: [
      headPut(keys, { ...now, revision: now.revision + 1, state, erasedParts }),
      ...indexed.puts,
      ...lists.puts,
    ],
    removes: [...indexed.removes, ...lists.removes],
  };
}

function unchanged(keys: RecordKeys, head: Redaction['head']): readonly Guard[] {
  return [
    { key: keys.head, version: versionOf(head) },
    { key: keys.adoption, version: undefined },
  ];
}

function isSame(stored: Activity, { id, at, change, seal, subject }: SealedActivity): boolean {
  const { space, kind, id: record } = stored.subject;
  return (
    stored.id === id &&
    stored.at.getTime() === at.getTime() &&
    facetOf(stored.change) === facetOf(change) &&
    stored.seal?.hash === seal.hash &&
    subject.space === space &&
    subject.kind === kind &&
    subject.id === record
  );
}

function notTheOne(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'A redacted entry is not the one that is stored.');
}
