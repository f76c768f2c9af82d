import { ActivityError } from '../../domain/errors.js';
import type { RecentKey, RecordHead, RecordSave } from '../../domain/record.js';
import type { Repeatable } from './repeatable.js';

/** A record remembers so many requests, the newest ones (C10.2). */
const MAX_KEYS = 64;

/** What the request wrote to the record, whatever its body was; `undefined`: nothing that is remembered. */
export function commitOf(head: RecordHead, request: Repeatable | undefined): RecentKey | undefined {
  return head.recentKeys?.find(({ key }) => key === request?.key);
}

/**
 * What the same request wrote to the record; `undefined`: nothing that is remembered.
 * @throws IDEMPOTENCY_KEY_REUSED when it had another body
 */
export function recalled(head: RecordHead, request: Repeatable | undefined): RecentKey | undefined {
  const commit = commitOf(head, request);
  if (commit !== undefined && commit.body !== request?.body) throw keyReused();
  return commit;
}

/** The write, with the request remembered in the record: both are committed or neither is. */
export function remembering(write: RecordSave, request: Repeatable | undefined): RecordSave {
  if (request === undefined) return write;
  const { head, activities } = write;
  const { key, body } = request;
  const from = head.seq - activities.length + 1;
  const recentKeys = [...(head.recentKeys ?? []), { key, body, from, to: head.seq }];
  return { ...write, head: { ...head, recentKeys: recentKeys.slice(-MAX_KEYS) } };
}

/** The refusal of a key that another request has had. */
export function keyReused(): ActivityError {
  return new ActivityError('IDEMPOTENCY_KEY_REUSED', 'The key was used with another request.');
}
