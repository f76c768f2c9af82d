import type { Caller } from './caller.js';

/** What tells one sender of requests from all others: the same for one person who signs in the same way. */
export function senderOf({
  principal,
  realm,
}: Pick<Caller, 'principal' | 'realm'>): readonly (string | null)[] {
  const { kind = 'user', profileUid, username = null } = principal;
  // A name alone may be another's elsewhere.
  const name = profileUid === undefined ? ['name', username] : ['profile', profileUid];
  return [realm.type, realm.name, kind, ...name];
}
