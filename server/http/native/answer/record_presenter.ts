import type { NativeRecord } from '../../../../common/native.js';
import type { NativeState } from '../../../../common/native_state.js';
import type { RecordHead } from '../../../domain/record.js';
import type { RecordSummary } from '../../../services/history/histories.js';
import type { RecordState } from '../../../services/history/state/record_state.js';
import { toRecordName } from './entry_presenter.js';

/** A record at a glance (N3.2). */
export function toRecord({ head, createdAt, signature }: RecordSummary): NativeRecord {
  const { subject, owner, number, seq, lastAt, deleted, counts, chain, erasedParts = 0 } = head;
  return {
    record: toRecordName(subject, owner),
    ...{ number, head: seq, createdAt: createdAt.toISOString(), lastAt: lastAt.toISOString() },
    // Nothing can be held yet (N11.3).
    ...{ deleted, onHold: false, counts },
    integrity: {
      sealed: chain?.seq ?? 0,
      erasedParts,
      ...(chain !== undefined && { hash: chain.hash }),
      ...(signature !== undefined && { signature }),
    },
  };
}

/** A record as it was (N3.2). */
export function toState({ subject, owner }: RecordHead, found: RecordState): NativeState {
  const { seq, at, state, comments } = found;
  return { record: toRecordName(subject, owner), seq, at: at.toISOString(), state, comments };
}
