import type { Access } from '../access/access.js';
import type { Entity } from '../access/audit/audit_event.js';
import type { Gate } from '../access/gate.js';
import type { ProtectedOperation } from '../access/protected_operations.js';
import { ActivityError, isActivityError } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import { LEDGER } from '../domain/ledger.js';
import type { RecordHead } from '../domain/record.js';
import type { NewRecord } from './record_guard.js';
import { entityOf } from './record_guard.js';

declare const shown: unique symbol;

/** A record whose history its caller may see, also one that is deleted. Only the guard makes one. */
export type ShownHead = RecordHead & { readonly [shown]: true };

/**
 * Decides whether a caller may see a record's history, deleted or not, and add to it: what they may not see does not
 * exist (N1.2). Every decision is audited.
 */
export class HistoryGuard {
  readonly #gate: Gate;

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  /**
   * The record for a caller who asks for its history, deleted or not. What they may not see does not exist; the audit
   * log tells the two apart (N1.2).
   * @throws RECORD_NOT_FOUND
   */
  admitToHistory(access: Access, operation: ProtectedOperation, head: RecordHead | undefined): ShownHead {
    if (head === undefined) throw noRecord();
    try {
      this.ensureShown(access, operation, [head]);
    } catch (error) {
      throw isActivityError(error) ? noRecord() : error;
    }
    return head as ShownHead;
  }

  /** Whether this caller may see the record's history. Nothing is audited before it is shown. */
  seesHistory(
    access: Access,
    operation: ProtectedOperation,
    head: RecordHead | undefined,
  ): head is ShownHead {
    return head !== undefined && this.#gate.allows(access, operation, historyEntity(head));
  }

  /**
   * Has it audited that entries of these records are shown.
   * @throws FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
   */
  ensureShown(access: Access, operation: ProtectedOperation, heads: readonly RecordHead[]): void {
    this.#gate.ensure(access, operation, heads.map(historyEntity));
  }

  /**
   * Passes when the caller may do all of this to a record of which they know, and make it what is `wanted`: nobody sets
   * a level above their own.
   * @throws FORBIDDEN
   */
  ensureIngest(
    access: Access,
    operations: readonly ProtectedOperation[],
    record: Pick<NewRecord, 'subject' | 'owner'>,
    wanted: JsonObject,
  ): void {
    try {
      this.#gate.ensure(access, operations, [entityOf(record, wanted)]);
    } catch (error) {
      const above = isActivityError(error, 'TLP_RESTRICTED') || isActivityError(error, 'PAP_RESTRICTED');
      if (!above) throw error;
      throw new ActivityError('FORBIDDEN', 'The record would be above the clearance of the caller.', {
        cause: error,
      });
    }
  }
}

/** A ledger is one by its kind, whoever wrote it before kinds were reserved. */
function historyEntity({ subject, owner, state }: RecordHead): Entity {
  const guarded = subject.kind === LEDGER ? LEDGER : owner;
  return entityOf({ subject, owner: guarded }, state);
}

function noRecord(): ActivityError {
  return new ActivityError('RECORD_NOT_FOUND', 'There is no such record.');
}
