import type { Access } from '../access/access.js';
import { holds } from '../access/access.js';
import type { AuditLog } from '../access/audit.js';
import type { Entity } from '../access/audit_event.js';
import type { Gate } from '../access/gate.js';
import type { Operation } from '../access/operations.js';
import { OPERATIONS } from '../access/operations.js';
import { ActivityError } from '../domain/errors.js';

/** TLP and PAP of an alert, 0 to 4. */
export interface Levels {
  readonly tlp: number;
  readonly pap: number;
}

/** Decides who may do what with an alert: the owner's right first, then TLP, then PAP (C11.3, C11.4). */
export class AlertGuard {
  readonly #gate: Gate;
  readonly #audit: AuditLog;

  constructor(gate: Gate, audit: AuditLog) {
    this.#gate = gate;
    this.#audit = audit;
  }

  /**
   * Passes when the caller holds the right and is cleared for all of these levels: the alert's own and,
   * where it writes them, those it would have afterwards. Every decision is audited once.
   * @throws FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
   */
  ensure(access: Access, operation: Operation, entity: Entity, levels: readonly Levels[]): void {
    if (holds(access, OPERATIONS[operation].right, entity.owner)) {
      const error = restriction(access, levels);
      if (error !== undefined) {
        this.#audit.access(access, [operation], [entity], { code: error.code, message: error.message });
        throw error;
      }
    }
    this.#gate.ensure(access, operation, [entity]);
  }
}

function restriction(access: Access, levels: readonly Levels[]): ActivityError | undefined {
  if (levels.some(({ tlp }) => tlp > access.tlpClearance)) {
    return new ActivityError('TLP_RESTRICTED', 'The TLP of the alert is above the clearance of the caller.');
  }
  if (levels.some(({ pap }) => pap > access.papClearance)) {
    return new ActivityError('PAP_RESTRICTED', 'The PAP of the alert is above the clearance of the caller.');
  }
  return undefined;
}
