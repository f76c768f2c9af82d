import type { Activity } from '../domain/activity.js';
import type { RecordHead } from '../domain/record.js';
import type { ActivityStore } from '../domain/store.js';

/** The record's entry with this `seq`. @throws when the history has no such entry */
export async function entryAt(store: ActivityStore, head: RecordHead, seq: number): Promise<Activity> {
  for await (const [entry] of store.entries(head, { order: 'desc', skip: 0, limit: 1, upTo: seq })) {
    if (entry !== undefined) return entry;
  }
  throw new Error(`The history of ${head.subject.kind} ${head.subject.id} has no entry ${String(seq)}.`);
}
