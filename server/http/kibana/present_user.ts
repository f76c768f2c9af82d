import type { KibanaUser } from '../../../common/kibana.js';
import type { Actor } from '../../domain/activity.js';

/** The actor as it was then (K3.2). */
export function presentUser(actor: Actor): KibanaUser {
  switch (actor.kind) {
    case 'anonymous':
      return { username: null, email: null, full_name: null };
    case 'system':
      return { username: 'elastic/kibana', email: null, full_name: null };
    case 'user':
    case 'key': {
      const { username, email, fullName, profileUid } = actor;
      const names = { username: username ?? null, email: email ?? null, full_name: fullName ?? null };
      return profileUid === undefined ? names : { ...names, profile_uid: profileUid };
    }
  }
}
