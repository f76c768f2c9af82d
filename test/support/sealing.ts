import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import { hashOf, leafOf, NO_ENTRY } from '../../server/domain/seal.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { Adoption } from '../../server/services/seals/adoption.js';
import { Sealer } from '../../server/services/seals/sealer.js';
import type { SigningSettings } from '../../server/services/seals/signing_keys.js';
import { SigningKeys } from '../../server/services/seals/signing_keys.js';
import { aWindow, pageOf } from './records.js';

/** Seals for a store; by default nothing is signed. */
export function aSealer(store: ActivityStore, settings: SigningSettings = { keys: [] }): Sealer {
  return new Sealer(new Adoption(store), new SigningKeys(settings, () => new Date()));
}

/**
 * The head of a record whose seals are right: every leaf computed anew from what is stored gives the stored hash,
 * each entry follows the one before, and the head tells of the last.
 */
export async function sealedHead(store: ActivityStore, subject: Subject): Promise<RecordHead> {
  const page = await pageOf(store, subject, aWindow());
  if (page === undefined) throw new Error('There is no such record.');
  let prev = NO_ENTRY;
  for (const activity of page.activities) {
    const hash = hashOf(leafOf(activity, { number: page.head.number, prev }));
    expect(activity.seal?.hash, `entry ${String(activity.seq)}`).to.equal(hash);
    prev = hash;
  }
  expect(page.head.chain).to.deep.include({ seq: page.head.seq, hash: prev });
  return page.head;
}
