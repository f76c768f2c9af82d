import { createHash } from 'node:crypto';
import type { Activity } from '../activity.js';
import { facetOf } from '../activity.js';
import { ActivityError } from '../errors.js';
import type { LoggedEntry, LogRow } from './space_log.js';

const ACTOR_KEY_BYTES = 8;

/**
 * The row of an entry.
 * @throws INTERNAL_ERROR when the entry has no seal
 */
export function rowOf(activity: Activity, number: number, position: number): LogRow {
  const { seal, subject, seq, owner, at, actor, change } = activity;
  if (seal === undefined)
    throw new ActivityError('INTERNAL_ERROR', 'An entry without a seal has no position.');
  const actorKey = actor.username === undefined ? undefined : actorKeyOf(actor.username);
  const entry: LoggedEntry = {
    ...{ subject, number, seq, owner, at, facet: facetOf(change), actorKind: actor.kind },
    ...(actorKey !== undefined && { actorKey }),
  };
  return { position, hash: seal.hash, entry };
}

/** By what rows of one person are found: a digest of the user name, 11 characters. Two names may share one. */
export function actorKeyOf(username: string): string {
  // UTF-16, so that names with half a character are told apart.
  const digest = createHash('sha256').update(Buffer.from(username, 'utf16le')).digest();
  return digest.subarray(0, ACTOR_KEY_BYTES).toString('base64url');
}

/** `(number, seq)` as one number, for the order among rows of the same time (C3). */
export function placeNumber({ number, seq }: Pick<LoggedEntry, 'number' | 'seq'>): number {
  return number * 2 ** 20 + seq;
}
