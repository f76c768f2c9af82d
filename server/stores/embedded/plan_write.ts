import { MAX_RECORD_NUMBER } from '../../../common/constants.js';
import { facetOf } from '../../domain/activity.js';
import type { Activity, Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import { isStorableId } from '../../domain/record.js';
import type { Listing } from '../../domain/listing.js';
import type { RecordHead, RecordWrite } from '../../domain/record.js';
import { planAttachments } from './attachments/attachment_plan.js';
import { encodeActivity, encodeHead, numberOfHead } from './codec.js';
import type { Database } from './database.js';
import { planListing } from './lists/listing_plan.js';
import type { ListingPlan } from './lists/listing_plan.js';
import { recordKeys } from './keys.js';
import type { RecordKeys } from './keys.js';
import type { Put } from './storage.js';

/** Revisions that a version tells apart. */
const REVISIONS = 2 ** 20;
/** What a head begins with: a bracket, the number, a comma. */
const LONGEST_NUMBER = String(MAX_RECORD_NUMBER).length + 2;

type SaveWrite = Extract<RecordWrite, { type: 'save' }>;

/** One record's part of a commit, encoded: executing it cannot fail half way. */
export type WritePlan = ListingPlan;

/** How a plan learns what is stored now, all from one snapshot. */
export interface Stored {
  head(subject: Subject, keys: RecordKeys): RecordHead | undefined;
  listing(keys: RecordKeys): Listing | undefined;
  /** What an `indexed` key holds. */
  indexed(key: Buffer): string | undefined;
}

/** The subject a write is about. */
export function subjectOf(write: RecordWrite): Subject {
  return write.type === 'save' ? write.head.subject : write.subject;
}

/** Whether space, kind and id can all be stored. */
export function isStorable({ space, kind, id }: Subject): boolean {
  return isStorableId(space) && isStorableId(kind) && isStorableId(id);
}

/**
 * The version lmdb keeps with a head. Number and revision together: a record that was erased and recorded
 * anew to the same revision in the meantime does not pass the guard. A safe integer.
 */
export function versionOf(head: RecordHead): number {
  return head.number * REVISIONS + (head.revision % REVISIONS);
}

/** The number of the record whose head has this key. The head, which may be large, is not decoded. */
export function recordNumberIn(db: Database, head: Buffer): number | undefined {
  // lmdb's own buffer: what is in it counts until the next read.
  const stored = db.getBinaryFast(head);
  return stored && numberOfHead(stored.toString('latin1', 0, LONGEST_NUMBER));
}

/**
 * What has to be written for one record. Of one that is erased, only what lists know of it is removed here.
 * @throws INVALID_REQUEST when the subject cannot be stored
 * @throws VERSION_CONFLICT when the record is not at the expected revision
 * @throws INTERNAL_ERROR when the write would break the history
 */
export function planWrite(write: RecordWrite, stored: Stored): WritePlan {
  const subject = subjectOf(write);
  if (!isStorable(subject))
    throw new ActivityError('INVALID_REQUEST', 'The id of the record cannot be stored.');
  const keys = recordKeys(subject);
  const before = stored.head(subject, keys);
  if ((before?.revision ?? 0) !== write.expected) throw versionConflict();
  const guard = { key: keys.head, version: before === undefined ? undefined : versionOf(before) };
  const lists = planListing(keys, {
    subject,
    number: before?.number ?? (write.type === 'save' ? write.head.number : 0),
    before: before === undefined ? undefined : stored.listing(keys),
    after: write.type === 'save' ? write.listing : undefined,
  });
  const guards = [guard, ...(before === undefined ? [] : lists.guards)];
  if (write.type === 'erase') {
    return { ...lists, guards };
  }
  checkHistory(before, write);
  const attachments = planAttachments({ subject, keys }, write.attachments, (key) => stored.indexed(key));
  return {
    ...lists,
    guards,
    puts: [...putsOf(write, before, keys), ...attachments.puts, ...lists.puts],
    removes: [...attachments.removes, ...lists.removes],
  };
}

/** The error of a commit whose record has moved on. */
export function versionConflict(): ActivityError {
  return new ActivityError('VERSION_CONFLICT', 'The record has been changed in the meantime.');
}

function putsOf(write: SaveWrite, before: RecordHead | undefined, keys: RecordKeys): readonly Put[] {
  const counts = new Map(Object.entries(before?.counts ?? {}));
  const entries = write.activities.flatMap((activity) => {
    const facet = facetOf(activity.change);
    const ordinal = (counts.get(facet) ?? 0) + 1;
    counts.set(facet, ordinal);
    return activityPuts(keys, activity, { facet, ordinal });
  });
  return [headPut(keys, write.head), ...entries];
}

/** An entry and its place in the index of its facet. */
export function activityPuts(
  keys: RecordKeys,
  activity: Activity,
  place: { readonly facet: string; readonly ordinal: number },
): readonly [Put, Put] {
  const index = keys.facet(place.facet, place.ordinal);
  return [
    { key: keys.activity(activity.seq), value: encodeActivity(activity), version: 0 },
    { key: index, value: String(activity.seq), version: 0 },
  ];
}

/** The head: with it a record exists. */
export function headPut(keys: RecordKeys, head: RecordHead): Put {
  return { key: keys.head, value: encodeHead(head), version: versionOf(head) };
}

/** A bug above the store must not become a history with a gap: nothing is written then. */
function checkHistory(before: RecordHead | undefined, { expected, head, activities }: SaveWrite): void {
  const first = (before?.seq ?? 0) + 1;
  const counts = new Map(Object.entries(before?.counts ?? {}));
  for (const { change } of activities) counts.set(facetOf(change), (counts.get(facetOf(change)) ?? 0) + 1);
  const rules: Readonly<Record<string, boolean>> = {
    revision: head.revision === expected + 1,
    number: (before?.number ?? head.number) === head.number && isRecordNumber(head.number),
    seq: head.seq === first + activities.length - 1 && activities.every(({ seq }, i) => seq === first + i),
    subject: activities.every(({ subject }) => sameSubject(subject, head.subject)),
    counts:
      Object.keys(head.counts).length === counts.size &&
      Object.entries(head.counts).every(([facet, count]) => counts.get(facet) === count),
  };
  const broken = Object.keys(rules).filter((rule) => rules[rule] === false);
  if (broken.length > 0) {
    throw new ActivityError('INTERNAL_ERROR', 'The write does not continue the history.', {
      details: { broken },
    });
  }
}

function isRecordNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= MAX_RECORD_NUMBER;
}

function sameSubject(a: Subject, b: Subject): boolean {
  return a.space === b.space && a.kind === b.kind && a.id === b.id;
}
