import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import type { Chain } from '../../server/domain/seal.js';
import { NO_ENTRY, sealed } from '../../server/domain/seal.js';
import type { SealedActivity } from '../../server/domain/store.js';
import { SigningKey } from '../../server/services/seals/signing_key.js';
import type { SealedHistory } from '../histories/sealed_history.js';

export const ORIGIN = 'bench.example';
const SALT_BYTES = 32;

/** The history with the seals that it would have, every entry a commit that the key has signed. */
export async function signedHistory(
  { head, activities }: SealedHistory,
  key: KeyObject,
): Promise<SealedHistory> {
  const signing = new SigningKey(ORIGIN, key);
  const ready: SealedActivity[] = [];
  let chain: Chain | undefined;
  for (const activity of activities) {
    const { seq } = activity;
    const place = { number: head.number, prev: chain?.hash ?? NO_ENTRY };
    const seal = sealed(activity, place, randomBytes(SALT_BYTES));
    const signature = await signing.signedCommit(head.subject.space, { from: seq, to: seq }, seal.hash);
    ready.push({ ...activity, seal: { ...seal, signature } });
    chain = { seq, hash: seal.hash };
  }
  return { head: { ...head, ...(chain !== undefined && { chain }) }, activities: ready };
}
