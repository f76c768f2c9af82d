import type { KibanaUser } from '../../../../common/kibana.js';
import type { Actor } from '../../../domain/activity.js';
import type { Json } from '../../../domain/json.js';
import { authorFrom } from '../../../services/author.js';
import { SYSTEM_USERNAME } from '../../../services/cases/case_reporter.js';

/** The actor as it was then (K3.2). */
export function toUser(actor: Actor): KibanaUser {
  switch (actor.kind) {
    case 'anonymous':
      return { username: null, email: null, full_name: null };
    case 'system':
      return { username: SYSTEM_USERNAME, email: null, full_name: null };
    case 'user':
    case 'key': {
      const { username, email, fullName, profileUid } = actor;
      const names = { username: username ?? null, email: email ?? null, full_name: fullName ?? null };
      return profileUid === undefined ? names : { ...names, profile_uid: profileUid };
    }
  }
}

/** The author that a state has kept; `undefined` for anything that is none. */
export function userOf(author: Json | undefined): KibanaUser | undefined {
  const known = authorFrom(author);
  return known === undefined ? undefined : toUser(known);
}
