import type { AuditDetails, AuditEvent } from './audit_event.js';
import type { Refusal } from '../sign_in.js';

/** The record of somebody who was not let into a space, or looked for one that does not exist. */
export function spaceRefusal(spaceId: string, error: NonNullable<AuditEvent['error']>): AuditDetails {
  return {
    message: `Failed attempt to access space [id=${spaceId}]`,
    event: { action: 'space_get', type: ['access'], outcome: 'failure' },
    savedObject: { type: 'space', id: spaceId },
    error,
  };
}

/** The record of somebody whose scopes do not allow what they ask for (C11.3). */
export function scopeRefusal(scope: string, error: NonNullable<AuditEvent['error']>): AuditDetails {
  return {
    message: `Failed attempt to use scope [${scope}]`,
    event: { action: 'scope_check', type: ['access'], outcome: 'failure' },
    error,
  };
}

/** The record of credentials that were refused; the reason is in no answer. */
export function signInRefusal({ reason, detail, realm }: Refusal): AuditDetails {
  return {
    message: `Failed attempt to sign in using ${realm.type} realm`,
    event: { action: 'user_login', type: ['start'], outcome: 'failure' },
    category: 'authentication',
    error: { code: 'UNAUTHENTICATED', message: detail === undefined ? reason : `${reason}: ${detail}` },
  };
}
