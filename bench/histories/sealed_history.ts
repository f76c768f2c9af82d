import { randomBytes } from 'node:crypto';
import type { Subject } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import { continuation } from '../../server/domain/record.js';
import type { ActivityStore, SealedActivity } from '../../server/domain/store.js';
import { STATE } from '../support/histories.js';
import { OWNERS } from './boss.js';
import { changeAt } from './change_at.js';

const START = Date.UTC(2025, 0, 15, 9);
const MINUTE = 60_000;

const ANALYSTS = 20;
const HASH_BYTES = 32;

/** Whose history, of how many entries, and when each of them was made. */
export interface HistoryPlan {
  readonly subject: Subject;
  readonly owner: string;
  readonly number: number;
  readonly length: number;
  readonly at: (seq: number) => Date;
}

/** A record as it is restored. */
export interface SealedHistory {
  readonly head: RecordHead;
  readonly activities: readonly SealedActivity[];
}

/** One of those who make the entries: each of them makes as many, in turns. */
export function analyst(i: number): string {
  return `analyst.${String(i % ANALYSTS)}`;
}

/**
 * A history of the changes that `changeAt` tells, each a commit of its own. The seals have the size of real ones,
 * which take 65 µs each, but prove nothing.
 */
export function sealedHistory({ subject, owner, number, length, at }: HistoryPlan): SealedHistory {
  let head: RecordHead = {
    ...{ subject, owner, number, revision: 0, seq: 0, counts: {}, lastAt: at(1), deleted: false, state: {} },
  };
  const activities: SealedActivity[] = [];
  const nextHash = hashes(2 * length);
  for (let seq = 1; seq <= length; seq += 1) {
    const username = analyst(number + seq);
    const actor = { kind: 'user', username, fullName: username, email: `${username}@example.com` } as const;
    const write = continuation(head, { state: STATE, changes: [changeAt(seq)], actor, at: at(seq) });
    const seal = { salt: nextHash(), hash: nextHash() };
    activities.push(...write.activities.map((activity) => ({ ...activity, seal })));
    head = { ...write.head, chain: { seq, hash: seal.hash } };
  }
  return { head, activities };
}

/** Puts the record into a store. Its entries get no positions. */
export function restore(store: ActivityStore, { head, activities }: SealedHistory): Promise<void> {
  return store.restore({ head, attachments: [], activities: inTurn(activities) });
}

/** Puts a record with a history of that length into a store. */
export async function restoreRecord(
  store: ActivityStore,
  { subject, length }: Pick<HistoryPlan, 'subject' | 'length'>,
): Promise<void> {
  const [number, owner] = [await store.reserveNumbers(1), OWNERS[0] ?? ''];
  const at = (seq: number): Date => new Date(START + seq * MINUTE);
  await restore(store, sealedHistory({ subject, owner, number, length, at }));
}

/** So many, drawn at once: one by one they took a tenth of the time of filling a store. */
function hashes(count: number): () => string {
  const bytes = randomBytes(count * HASH_BYTES);
  let used = 0;
  return () => bytes.toString('base64url', used, (used += HASH_BYTES));
}

async function* inTurn<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}
