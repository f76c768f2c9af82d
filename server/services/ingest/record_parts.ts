import type { Access } from '../../access/access.js';
import type { Activity, Subject } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import type { RecordChange } from '../recording/record_change.js';
import { atChange } from './change_fault.js';
import type { IngestedChange } from './ingested_change.js';
import { recordChange } from './ingested_change.js';

/** A change of a request. */
export interface AskedChange {
  readonly sent: IngestedChange;
  readonly change: RecordChange;
  /** Which one of the request it is, from 0. */
  readonly index: number;
  /** Whether the request has changed the record before. */
  readonly follows: boolean;
}

/** The changes of one record, in the order of the request. */
export interface AskedPart {
  readonly subject: Subject;
  readonly changes: readonly AskedChange[];
}

/** The same with the record as it is. */
export interface RecordPart extends AskedPart {
  readonly head: RecordHead | undefined;
}

/** What a change wrote: nothing when it makes no difference, or was recorded before. */
export interface IngestOutcome {
  readonly subject: Subject;
  readonly owner: string;
  readonly entries: readonly Activity[];
  /** Length of the history behind it. */
  readonly total: number;
  /** Whether its feed has come further already. */
  readonly duplicate: boolean;
}

/** The changes of a request by record. @throws KIND_RESERVED, TIME_AHEAD */
export function partsOf(access: Access, sent: readonly IngestedChange[], now: Date): readonly AskedPart[] {
  const parts = new Map<string, AskedChange[]>();
  for (const [index, one] of sent.entries()) {
    const change = atChange(one, () => recordChange(access, one, now));
    const name = JSON.stringify([one.kind, one.id]);
    const part = parts.get(name) ?? [];
    parts.set(name, [...part, { sent: one, change, index, follows: part.length > 0 }]);
  }
  return [...parts.values()].flatMap((changes) => {
    const [first] = changes;
    return first === undefined ? [] : [{ subject: first.change.subject, changes }];
  });
}
