import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { entryAt } from '../entry_at.js';

/** Entries of a record with `above < seq <= upTo`. */
export interface SeqSpan {
  readonly above: number;
  readonly upTo: number;
}

/**
 * The `seq` of the newest entry that is not later than the instant; 0: all are later. Costs at most 20 point reads,
 * since `at` never runs backwards within a record.
 */
export async function seqAt(store: ActivityStore, head: RecordHead, instant: Date): Promise<number> {
  if (instant >= head.lastAt) return head.seq;
  let [notLater, later] = [0, head.seq];
  while (later - notLater > 1) {
    const middle = Math.floor((notLater + later) / 2);
    const { at } = await entryAt(store, head, middle);
    if (at <= instant) notLater = middle;
    else later = middle;
  }
  return notLater;
}

/** Which entries are not earlier than `from` and earlier than `to`. */
export async function seqBounds(
  store: ActivityStore,
  head: RecordHead,
  { from, to }: { readonly from?: Date | undefined; readonly to?: Date | undefined },
): Promise<SeqSpan> {
  const [above, upTo] = await Promise.all([
    from === undefined ? 0 : seqAt(store, head, justBefore(from)),
    to === undefined ? head.seq : seqAt(store, head, justBefore(to)),
  ]);
  return { above, upTo };
}

/** Instants are whole milliseconds. Before the first one that there is nothing is: then every entry is later. */
function justBefore(instant: Date): Date {
  return new Date(instant.getTime() - 1);
}
