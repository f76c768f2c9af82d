import { isDeepStrictEqual } from 'node:util';
import type { Activity, Subject } from '../../domain/activity.js';
import type { Attachment, RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { isBehind } from '../seals/adoption.js';

/** How much there is of one record. */
export interface RecordSize {
  readonly activities: number;
  readonly attachments: number;
}

/** How a record stands in two stores; without `problem` it is the same in both, or in neither. */
export interface RecordComparison {
  readonly source: RecordSize | undefined;
  readonly target: RecordSize | undefined;
  readonly problem: string | undefined;
}

/**
 * Compares heads, attachments and every entry of a record. Both histories are streamed. What has no seal in the
 * source has got one in the target.
 */
export async function compareRecord(
  source: ActivityStore,
  target: ActivityStore,
  subject: Subject,
): Promise<RecordComparison> {
  const [ours, theirs] = await Promise.all([source.record(subject), target.record(subject)]);
  const sizes = { source: sizeOf(ours), target: sizeOf(theirs) };
  if (ours === undefined && theirs === undefined) return { ...sizes, problem: undefined };
  if (theirs === undefined) return { ...sizes, problem: 'is missing in the target' };
  if (ours === undefined) return { ...sizes, problem: 'has been erased in the source meanwhile' };
  const field = headDifference(ours.head, theirs.head);
  if (field !== undefined) return { ...sizes, problem: `has another ${field} in the target` };
  if (!isDeepStrictEqual(sorted(ours.attachments), sorted(theirs.attachments))) {
    return { ...sizes, problem: 'has other attachments in the target' };
  }
  const histories = [historyOf(source, ours.head), historyOf(target, theirs.head)] as const;
  const seq = await firstDifference(...histories);
  return {
    ...sizes,
    problem: seq === undefined ? undefined : `has another entry ${String(seq)} in the target`,
  };
}

/**
 * The entries that the head counts, streamed, oldest first.
 * @throws RECORD_NOT_FOUND when the record was erased meanwhile
 */
export async function* historyOf(store: ActivityStore, head: RecordHead): AsyncGenerator<Activity> {
  const window = { order: 'asc', skip: 0, limit: head.seq } as const;
  for await (const portion of store.entries(head, window)) yield* portion;
}

function sizeOf(
  record: { readonly head: RecordHead; readonly attachments: readonly Attachment[] } | undefined,
): RecordSize | undefined {
  return record && { activities: record.head.seq, attachments: record.attachments.length };
}

function headDifference(ours: RecordHead, theirs: RecordHead): string | undefined {
  const [left, right] = [Object.entries(ours), new Map<string, unknown>(Object.entries(theirs))];
  if (isBehind(ours)) right.set('chain', ours.chain);
  const differing = left.find(([field, value]) => !same(value, right.get(field)))?.[0];
  return differing ?? (isBehind(theirs) ? 'chain' : undefined);
}

/** The `seq` of the first entry that is not the same in both. */
async function firstDifference(
  ours: AsyncIterable<Activity>,
  theirs: AsyncGenerator<Activity>,
): Promise<number | undefined> {
  let seq = 0;
  for await (const entry of ours) {
    seq += 1;
    const other = await theirs.next();
    if (other.done === true || !sameEntry(entry, other.value)) return seq;
  }
  return (await theirs.next()).done === true ? undefined : seq + 1;
}

function sameEntry(ours: Activity, theirs: Activity): boolean {
  const { seal, ...rest } = theirs;
  const compared = ours.seal === undefined && seal !== undefined ? rest : theirs;
  return isDeepStrictEqual(ours, compared) && JSON.stringify(ours.change) === JSON.stringify(theirs.change);
}

/** Equal, and with the members of objects in the same order: clients see that order. */
function same(ours: unknown, theirs: unknown): boolean {
  return isDeepStrictEqual(ours, theirs) && JSON.stringify(ours) === JSON.stringify(theirs);
}

/** Stores order attachments of the same entry as they like. */
function sorted(attachments: readonly Attachment[]): Attachment[] {
  return [...attachments].sort((a, b) => (a.id < b.id ? -1 : 1));
}
