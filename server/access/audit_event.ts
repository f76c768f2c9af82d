import type { Actor } from '../domain/activity.js';
import type { Access } from './access.js';
import type { OperationDetails } from './operations.js';
import type { Principal } from './principal.js';

/** One record of the audit log, in the shape of the Elastic Common Schema (K20). */
export interface AuditEvent {
  readonly '@timestamp': string;
  readonly message: string;
  readonly event: {
    readonly action: string;
    readonly category: readonly ['database'];
    readonly type: readonly [string];
    readonly outcome: 'success' | 'failure' | 'unknown';
  };
  readonly user: { readonly name?: string | undefined; readonly roles?: readonly string[] | undefined };
  readonly kibana: {
    readonly space_id: string;
    readonly saved_object?: { readonly type: string; readonly id: string } | undefined;
  };
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** What a decision or an act is said to be about; the time, the caller and the space are added. */
export type AuditDetails = Pick<AuditEvent, 'message' | 'error'> & {
  readonly event: Omit<AuditEvent['event'], 'category'>;
  readonly savedObject?: { readonly type: string; readonly id: string } | undefined;
};

/** A thing that a decision is about. `id` is absent while it has none yet. */
export interface Entity {
  readonly id?: string | undefined;
  readonly owner: string;
}

/** Who did it: a caller, or the actor of an act without one. */
export type AuditedBy = Access | Principal | Actor;

/** The user part of a record. */
export function auditUser(by: AuditedBy): AuditEvent['user'] {
  if ('principal' in by) return auditUser(by.principal);
  return 'roles' in by ? { name: by.username, roles: by.roles } : { name: by.username };
}

/** The record of one operation on one entity, or on none in particular (K20, "Access"). */
export function accessDetails(
  operation: OperationDetails,
  entity: Entity | undefined,
  error: AuditEvent['error'],
): AuditDetails {
  const { verb, doc, savedObject } = operation;
  const id = entity?.id;
  const owner = entity === undefined ? 'as any owners' : `as owner "${entity.owner}"`;
  const object = `${id === undefined ? `a ${doc}` : `${savedObject} [id=${id}]`} ${owner}`;
  const read = verb.eventType === 'access';
  const allowed = read ? `User has ${verb.past} ${object}` : `User is ${verb.progressive} ${object}`;
  const granted = read ? 'success' : 'unknown';
  return {
    message: error === undefined ? allowed : `Failed attempt to ${verb.present} ${object}`,
    event: {
      action: operation.action,
      type: [verb.eventType],
      outcome: error === undefined ? granted : 'failure',
    },
    savedObject: id === undefined ? undefined : { type: savedObject, id },
    error,
  };
}
