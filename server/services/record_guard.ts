import type { Access } from '../access/access.js';
import type { Entity } from '../access/audit/audit_event.js';
import type { Gate } from '../access/gate.js';
import type { ProtectedOperation } from '../access/protected_operations.js';
import type { Subject } from '../domain/activity.js';
import type { JsonObject } from '../domain/json.js';
import type { RecordHead, RecordSave } from '../domain/record.js';
import { levelsOf } from './record_levels.js';

/** A record that is not deleted. */
export type PresentHead = RecordHead & { readonly deleted: false };

declare const visible: unique symbol;

/** A record that its caller may see. Only the guard makes one, and only such a one leaves the services. */
export type VisibleHead = PresentHead & { readonly [visible]: true };

/** A record that does not exist yet. */
export interface NewRecord {
  readonly subject: Subject;
  readonly owner: string;
  readonly state: JsonObject;
}

/** A thing that belongs to a record and is decided on in its place, such as a comment. */
export interface Part {
  readonly id: string;
  readonly owner: string;
}

/** The record, unless it was never recorded or has been deleted: every dialect treats the two alike. */
export function present(head: RecordHead | undefined): PresentHead | undefined {
  return head?.deleted === false ? (head as PresentHead) : undefined;
}

/**
 * The one place that decides whether a caller sees a record, whatever the dialect: it is not deleted, the caller
 * holds the owner's right, then TLP, then PAP (C11.3, C11.4). Every decision is audited.
 */
export class RecordGuard {
  readonly #gate: Gate;

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  /**
   * The record for this caller. `wanted` is its state after the request: nobody sets a level above their own.
   * @throws FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
   */
  admit(access: Access, operation: ProtectedOperation, head: PresentHead, wanted = head.state): VisibleHead {
    this.#gate.ensure(access, operation, [entityOf(head, head.state, wanted)]);
    return head as VisibleHead;
  }

  /**
   * The records for this caller: all of them or none.
   * @throws FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
   */
  admitAll(
    access: Access,
    operations: readonly ProtectedOperation[],
    heads: readonly PresentHead[],
  ): readonly VisibleHead[] {
    this.#gate.ensure(
      access,
      operations,
      heads.map((head) => entityOf(head, head.state)),
    );
    return heads as readonly VisibleHead[];
  }

  /**
   * Those of the records that this caller may see, for lists; of the others nothing is said.
   */
  admitSome(
    access: Access,
    operation: ProtectedOperation,
    heads: readonly RecordHead[],
  ): readonly VisibleHead[] {
    return this.admitAll(access, [operation], this.visible(access, operation, heads));
  }

  /** Those that `admitSome` would answer. For what is looked through: nothing is audited before it is shown. */
  visible(
    access: Access,
    operation: ProtectedOperation,
    heads: readonly RecordHead[],
  ): readonly PresentHead[] {
    const seen = heads.flatMap((head) => present(head) ?? []);
    return seen.filter(({ subject, owner, state }) =>
      this.#gate.allows(access, operation, { owner, levels: [levelsOf(subject, state)] }),
    );
  }

  /**
   * The record for a caller who does something to parts of it.
   * @throws FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
   */
  admitToParts(
    access: Access,
    operation: ProtectedOperation,
    head: PresentHead,
    parts: readonly Part[],
  ): VisibleHead {
    const { subject, state } = head;
    const levels = [levelsOf(subject, state)];
    const entities = parts.map((part) => ({ ...part, record: subject, levels }));
    this.#gate.ensure(access, operation, entities);
    return head as VisibleHead;
  }

  /**
   * Passes when the caller may record this.
   * @throws FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
   */
  ensureCreation(access: Access, operations: readonly ProtectedOperation[], record: NewRecord): void {
    this.#gate.ensure(access, operations, [entityOf(record, record.state)]);
  }

  /** The record as its caller, who was let in before, has just written it. */
  written({ head }: RecordSave): VisibleHead {
    return head as VisibleHead;
  }
}

/** A record to be decided on, with its levels in each of these states. */
export function entityOf(
  { subject, owner }: Pick<NewRecord, 'subject' | 'owner'>,
  ...states: readonly JsonObject[]
): Entity {
  const levels = states.map((state) => levelsOf(subject, state));
  return { id: subject.id, owner, record: subject, levels };
}
