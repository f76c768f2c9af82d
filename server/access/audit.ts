import type { Activity, Subject } from '../domain/activity.js';
import type { Logger } from '../domain/logger.js';
import type { Access } from './access.js';
import { activityDetails, deletionDetails } from './audit_activity.js';
import type { AuditDetails, AuditedBy, AuditEvent, Entity } from './audit_event.js';
import { accessDetails, auditUser } from './audit_event.js';
import type { Operation } from './operations.js';
import { OPERATIONS } from './operations.js';
import type { Principal } from './principal.js';

/** Where audit records go. `write` never throws. */
export interface AuditSink {
  write(event: AuditEvent): void;
  close(): Promise<void>;
}

/** Hands audit records to the host's logger, which stays open. */
export function loggerAuditSink(logger: Logger): AuditSink {
  return {
    write: (event) => {
      logger.info(event, event.message);
    },
    close: () => Promise.resolve(),
  };
}

/** The audit log: one record per access decision and per stored activity (K20). Without a sink it does nothing. */
export class AuditLog {
  readonly #sink: AuditSink | undefined;
  readonly #clock: () => Date;

  constructor(sink: AuditSink | undefined, clock: () => Date) {
    this.#sink = sink;
    this.#clock = clock;
  }

  /** Records a decision: one record per operation and entity, one per operation when there is no entity. */
  access(
    access: Access,
    operations: readonly Operation[],
    entities: readonly (Entity | undefined)[],
    error?: AuditEvent['error'],
  ): void {
    if (this.#sink === undefined) return;
    for (const operation of operations) {
      for (const entity of entities) {
        this.#write(access, access.space.id, accessDetails(OPERATIONS[operation], entity, error));
      }
    }
  }

  /** Records that the caller was not let into a space, or that it does not exist. */
  refusedSpace(principal: Principal, spaceId: string, error: NonNullable<AuditEvent['error']>): void {
    this.#write(principal, spaceId, {
      message: `Failed attempt to access space [id=${spaceId}]`,
      event: { action: 'space_get', type: ['access'], outcome: 'failure' },
      savedObject: { type: 'space', id: spaceId },
      error,
    });
  }

  /** Records activities that have been stored. */
  activities(by: AuditedBy, activities: readonly Activity[]): void {
    if (this.#sink === undefined) return;
    for (const activity of activities) this.#write(by, activity.subject.space, activityDetails(activity));
  }

  /** Records that a record was removed together with its history. */
  deletedRecord(by: AuditedBy, subject: Subject): void {
    this.#write(by, subject.space, deletionDetails(subject));
  }

  /** Resolves when everything written before has reached the sink. */
  async close(): Promise<void> {
    await this.#sink?.close();
  }

  #write(by: AuditedBy, spaceId: string, { message, event, savedObject, error }: AuditDetails): void {
    this.#sink?.write({
      '@timestamp': this.#clock().toISOString(),
      message,
      event: { action: event.action, category: ['database'], type: event.type, outcome: event.outcome },
      user: auditUser(by),
      kibana: { space_id: spaceId, ...(savedObject && { saved_object: savedObject }) },
      // An error's own message is not among what JSON shows of it.
      ...(error && { error: { code: error.code, message: error.message } }),
    });
  }
}
