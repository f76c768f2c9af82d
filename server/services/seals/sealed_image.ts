import { randomBytes } from 'node:crypto';
import type { Activity } from '../../domain/activity.js';
import type { RecordImage } from '../../domain/record_image.js';
import type { Chain } from '../../domain/seal.js';
import type { SealedActivity } from '../../domain/store.js';
import { adopted, chainAfter, isBehind } from './adoption.js';

const SECRET_BYTES = 32;

/**
 * The record as a store is to keep it: what has no seals gets them, everything else stays. `history` answers all
 * of the record's entries, oldest first, each time it is called; of a record without seals it is called twice,
 * because a record's head, which tells of its last seal, comes before its entries.
 */
export async function sealedImage(
  record: Pick<RecordImage, 'head' | 'attachments'>,
  history: () => AsyncIterable<Activity>,
): Promise<RecordImage> {
  if (!isBehind(record.head)) return { ...record, activities: history() };
  const secret = randomBytes(SECRET_BYTES);
  let chain: Chain | undefined;
  for await (const activity of sealing(history(), record.head.number, secret)) {
    chain = chainAfter([activity], chain);
  }
  const head = { ...record.head, ...(chain !== undefined && { chain }) };
  return { ...record, head, activities: sealing(history(), head.number, secret) };
}

async function* sealing(
  history: AsyncIterable<Activity>,
  number: number,
  secret: Uint8Array,
): AsyncGenerator<SealedActivity> {
  let chain: Chain | undefined;
  for await (const activity of history) {
    const [next] = adopted([activity], number, { secret, chain });
    if (next === undefined) continue;
    chain = chainAfter([next], chain);
    yield next;
  }
}
