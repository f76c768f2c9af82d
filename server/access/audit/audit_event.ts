import { isIP } from 'node:net';
import type { Actor, Subject } from '../../domain/activity.js';
import type { Caller, Origin, Realm } from '../caller.js';
import { realmOf } from '../caller.js';
import type { Levels } from '../levels.js';
import type { ProtectedOperationDetails } from '../protected_operations.js';

/** One record of the audit log, in the shape of the Elastic Common Schema (K20). */
export interface AuditEvent {
  readonly '@timestamp': string;
  readonly message: string;
  readonly event: {
    readonly action: string;
    readonly category: readonly ['database' | 'authentication'];
    readonly type: readonly [string];
    readonly outcome: 'success' | 'failure' | 'unknown';
  };
  readonly user: {
    readonly name?: string | undefined;
    readonly id?: string | undefined;
    readonly roles?: readonly string[] | undefined;
  };
  /** Absent when the host acts itself; `ip` is absent when a proxy named something else. */
  readonly client?: { readonly address: string; readonly ip?: string | undefined } | undefined;
  readonly http?: { readonly request: { readonly id: string; readonly method: string } } | undefined;
  readonly url?: { readonly path: string } | undefined;
  readonly kibana: {
    /** Absent before a space was entered. */
    readonly space_id?: string | undefined;
    readonly authentication_type: Realm['type'];
    /** `basic`, the id of a key, the issuer of a token, `host`. */
    readonly authentication_realm: string;
    readonly saved_object?: { readonly type: string; readonly id: string } | undefined;
  };
  readonly case_activity: {
    readonly actor?: Actor['kind'] | undefined;
    /** The record that it is about, also where the saved object is a part of it. */
    readonly record?: { readonly kind: string; readonly id: string } | undefined;
  };
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** What a decision or an act is said to be about; the time and who did it are added. */
export type AuditDetails = Pick<AuditEvent, 'message' | 'error'> & {
  readonly event: Omit<AuditEvent['event'], 'category'>;
  readonly category?: 'database' | 'authentication' | undefined;
  readonly savedObject?: { readonly type: string; readonly id: string } | undefined;
  readonly record?: Pick<Subject, 'kind' | 'id'> | undefined;
};

/** A thing that a decision is about. `id` is absent while it has none yet. */
export interface Entity {
  readonly id?: string | undefined;
  readonly owner: string;
  /** The record that it is, or that it belongs to. */
  readonly record?: Pick<Subject, 'kind' | 'id'> | undefined;
  /** What the caller has to be cleared for; absent: nothing. */
  readonly levels?: readonly Levels[] | undefined;
}

/** Who did it, as far as it is known, and from where. */
export interface AuditedBy {
  readonly user: AuditEvent['user'];
  readonly kind?: Actor['kind'] | undefined;
  readonly realm: Realm;
  /** Absent when the host acts itself. */
  readonly origin?: Origin | undefined;
}

/** The caller of a request. */
export function byCaller({ principal, realm, origin }: Caller): AuditedBy {
  const { kind = 'user', username, profileUid, roles } = principal;
  return { user: { name: username, id: profileUid, roles }, kind, realm, origin };
}

/** The host, in the name of somebody. */
export function byHost({ kind, username, profileUid }: Actor): AuditedBy {
  return { user: { name: username, id: profileUid }, kind, realm: realmOf('host') };
}

/** The record of an act or a decision. */
export function auditEvent(
  by: AuditedBy,
  { at, spaceId }: { readonly at: Date; readonly spaceId?: string | undefined },
  { message, event, category = 'database', savedObject, record, error }: AuditDetails,
): AuditEvent {
  const { user, kind, realm, origin } = by;
  return {
    '@timestamp': at.toISOString(),
    message,
    event: { action: event.action, category: [category], type: event.type, outcome: event.outcome },
    user,
    ...(origin && placeOf(origin)),
    kibana: {
      space_id: spaceId,
      authentication_type: realm.type,
      authentication_realm: realm.name,
      ...(savedObject && { saved_object: savedObject }),
    },
    case_activity: { actor: kind, ...(record && { record: { kind: record.kind, id: record.id } }) },
    // An error's own message is not among what JSON shows of it.
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}

function placeOf({ requestId, address, method, path }: Origin): Pick<AuditEvent, 'client' | 'http' | 'url'> {
  // An index that maps `client.ip` as an address refuses the whole line over anything else.
  const ip = address !== undefined && isIP(address) !== 0 ? address : undefined;
  return {
    ...(address !== undefined && { client: { address, ip } }),
    http: { request: { id: requestId, method } },
    url: { path },
  };
}

/** The record of one operation on one entity, or on none in particular (K20, "Access"). */
export function accessDetails(
  operation: ProtectedOperationDetails,
  entity: Entity | undefined,
  error: AuditEvent['error'],
): AuditDetails {
  const { verb, doc, savedObject } = operation;
  const id = entity?.id;
  const owner = entity === undefined ? 'as any owners' : `as owner "${entity.owner}"`;
  const object = `${id === undefined ? `a ${doc}` : `${savedObject} [id=${id}]`} ${owner}`;
  const read = verb.eventType === 'access';
  const granted = read ? 'success' : 'unknown';
  return {
    message:
      error === undefined ? `User ${verb.allowed} ${object}` : `Failed attempt to ${verb.present} ${object}`,
    event: {
      action: operation.action,
      type: [verb.eventType],
      outcome: error === undefined ? granted : 'failure',
    },
    savedObject: id === undefined ? undefined : { type: savedObject, id },
    record: entity?.record,
    error,
  };
}
