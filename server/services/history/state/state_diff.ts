import type { RecordHead } from '../../../domain/record.js';
import { commentDifferences } from './comment_differences.js';
import type { CommentDifferences } from './comment_differences.js';
import { netChanges } from './net_changes.js';
import type { NetChange } from './net_changes.js';
import type { RecordStates } from './record_states.js';
import { TouchedFields } from './touched_fields.js';

/** Net changes between two moments (N3.2); `from` 0: before the record. */
export interface StateDiff {
  readonly from: number;
  readonly to: number;
  /** How many entries are in between. */
  readonly entries: number;
  readonly changes: readonly NetChange[];
  readonly comments: CommentDifferences;
}

/**
 * How the record at `to` differs from that at `from`: 0 <= `from` <= `to` <= the head's `seq`.
 * Law: the changes, applied to the state at `from`, give that at `to` up to nulls, empty sets and their order.
 * @throws RANGE_TOO_LARGE as `RecordStates`, and when more than 100,000 entries are in between
 * @throws RECORD_NOT_FOUND when the record is erased
 */
export async function stateDiff(
  states: RecordStates,
  head: RecordHead,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<StateDiff> {
  const range = { from, to, entries: to - from };
  if (from === to) return { ...range, changes: [], comments: commentDifferences([], []) };
  const old = from === 0 ? undefined : await states.at(head, from);
  const touched = new TouchedFields(Object.keys(old?.state ?? {}));
  const now = await states.onward(head, old, to, (activity) => touched.add(activity));
  return {
    ...range,
    changes: netChanges(old?.state ?? {}, now.state, touched),
    comments: commentDifferences(old?.comments ?? [], now.comments),
  };
}
