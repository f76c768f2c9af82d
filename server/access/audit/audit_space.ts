import type { AuditDetails } from './audit_event.js';

/** What somebody does with a space as a whole (P1). */
export type SpaceOperation = 'get' | 'create' | 'update' | 'delete';

/** What changes one. */
export type SpaceWrite = Exclude<SpaceOperation, 'get'>;

/** A decision about it; `error`: it was refused. */
export interface SpaceDecision {
  readonly operation: SpaceOperation;
  readonly id: string;
  readonly error?: AuditDetails['error'];
}

const VERBS: Readonly<Record<SpaceOperation, { present: string; allowed: string; type: string }>> = {
  get: { present: 'access', allowed: 'has accessed', type: 'access' },
  create: { present: 'create', allowed: 'is creating', type: 'creation' },
  update: { present: 'update', allowed: 'is updating', type: 'change' },
  delete: { present: 'delete', allowed: 'is deleting', type: 'deletion' },
};

/** The record of a decision about a space. */
export function spaceDecision({ operation, id, error }: SpaceDecision): AuditDetails {
  const { present, allowed, type } = VERBS[operation];
  const granted = operation === 'get' ? 'success' : 'unknown';
  return {
    message:
      error === undefined
        ? `User ${allowed} space [id=${id}]`
        : `Failed attempt to ${present} space [id=${id}]`,
    event: { action: `space_${operation}`, type: [type], outcome: error === undefined ? granted : 'failure' },
    savedObject: { type: 'space', id },
    error,
  };
}

/** The record of a space that is gone, with how many records went with it. */
export function spaceDeletion(id: string, records: number): AuditDetails {
  return {
    message: `User deleted space [id=${id}] with ${String(records)} records`,
    event: { action: 'space_deleted', type: ['deletion'], outcome: 'success' },
    savedObject: { type: 'space', id },
  };
}
