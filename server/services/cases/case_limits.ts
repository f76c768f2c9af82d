import { ActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';

/** Activities that a case can have: what would add more is refused (K14). */
const MAX_USER_ACTIONS = 10_000;

/** The most that the legacy list of them shows, of whatever kind the record is (K7). */
export const MAX_LISTED_USER_ACTIONS = 10_000;

/** @throws INVALID_REQUEST when a PATCH would lengthen the history beyond the limit (K14) */
export function refuseFullCase(head: RecordHead, added: number): void {
  if (head.seq + added > MAX_USER_ACTIONS) throw full(`The case with case id ${head.subject.id}`);
}

/** @throws INVALID_REQUEST when a write to the comments would lengthen the history beyond the limit (K14) */
export function refuseFullComments(head: RecordHead, added: number): void {
  if (head.seq + added > MAX_USER_ACTIONS) throw full(`The case with id ${head.subject.id}`);
}

function full(which: string): ActivityError {
  const limit = String(MAX_USER_ACTIONS);
  return new ActivityError('INVALID_REQUEST', `${which} has reached the limit of ${limit} user actions.`);
}
