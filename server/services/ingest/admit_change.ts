import type { Access } from '../../access/access.js';
import type { ProtectedOperation } from '../../access/protected_operations.js';
import { ActivityError } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import type { RecordHead } from '../../domain/record.js';
import type { HistoryGuard } from '../history_guard.js';
import type { IngestedChange } from './ingested_change.js';
import type { AskedChange } from './record_parts.js';

/**
 * Passes when the caller may record the change. A record that they may not see is one that is not there: whoever may
 * create none is told so either way, and for the others it cannot be (N1.2).
 * @throws FORBIDDEN, RECORD_NOT_FOUND
 */
export function admitChange(
  guard: HistoryGuard,
  access: Access,
  head: RecordHead | undefined,
  { change, sent, follows }: AskedChange,
): void {
  if (guard.seesHistory(access, 'getHistory', head)) {
    guard.ensureIngest(access, operations('ingestUpdate', sent), head, head.state);
    return;
  }
  const { after, before } = change;
  const wanted = after ?? before ?? {};
  if (follows) guard.ensureIngest(access, operations('ingestUpdate', sent), change, wanted);
  else if (after !== undefined) {
    guard.ensureIngest(access, operations('ingestCreate', sent), change, wanted);
  } else if (head === undefined) {
    throw new ActivityError('RECORD_NOT_FOUND', 'There is no such record.');
  }
  if (head !== undefined) guard.admitToHistory(access, 'getHistory', head);
}

/** Passes when the caller may see what the record becomes. @throws FORBIDDEN */
export function admitOutcome(
  guard: HistoryGuard,
  access: Access,
  { change, sent, follows }: AskedChange,
  { isNew, state }: { readonly isNew: boolean; readonly state: JsonObject },
): void {
  const operation = isNew && !follows ? 'ingestCreate' : 'ingestUpdate';
  guard.ensureIngest(access, operations(operation, sent), change, state);
}

/** Whoever names the actor or the time needs more than a right to write (N1.2). */
function operations(
  operation: 'ingestCreate' | 'ingestUpdate',
  { actor, at }: IngestedChange,
): readonly ProtectedOperation[] {
  return actor === undefined && at === undefined ? [operation] : [operation, 'ingestAs'];
}
