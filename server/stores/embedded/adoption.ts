import { randomBytes, randomInt } from 'node:crypto';
import { ActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import { adoptedChain } from '../../domain/seal.js';
import type { SealedActivity } from '../../domain/store.js';
import { decodeHead, encodeActivity, numberOfHead } from './codec.js';
import type { Workplace } from './commit_records.js';
import { recordKeys } from './keys.js';
import { duePut, isSealed } from './log/due_marks.js';
import { headPut, versionConflict, versionOf } from './plan_write.js';
import type { Storage } from './storage.js';

const SECRET_BYTES = 32;

/** As the port's `adoptionSecret`. */
export async function adoptionSecret(storage: Storage, head: RecordHead): Promise<Uint8Array> {
  const keys = recordKeys(head.subject);
  for (;;) {
    const found = storage.read((db) => ({ head: db.getEntry(keys.head), secret: db.get(keys.adoption) }));
    if (found.head === undefined || numberOfHead(found.head.value) !== head.number) {
      throw new ActivityError('RECORD_NOT_FOUND', 'The record has been erased.');
    }
    if (found.secret !== undefined) return Buffer.from(found.secret, 'base64url');
    const value = randomBytes(SECRET_BYTES).toString('base64url');
    const guards = [
      { key: keys.head, version: found.head.version },
      { key: keys.adoption, version: undefined },
    ];
    // The version tells this adoption from a later one, which is begun when an older release writes in between.
    const put = { key: keys.adoption, value, version: randomInt(1, 2 ** 47) };
    await storage.write({ guards, puts: [put], removes: [] });
  }
}

/**
 * As the port's `adopt`: one commit, which is refused as soon as another process has ended the adoption.
 * With the last portion the record is due in the log.
 */
export async function adopt(
  { storage, log }: Pick<Workplace, 'storage' | 'log'>,
  head: RecordHead,
  activities: readonly SealedActivity[],
): Promise<void> {
  const keys = recordKeys(head.subject);
  const last = activities.at(-1);
  if (last === undefined) return;
  const { version, stored } = storage.read((db) => ({
    version: db.getEntry(keys.adoption)?.version,
    stored: db.get(keys.head),
  }));
  if (version === undefined || stored === undefined) throw versionConflict();
  const now = decodeHead(head.subject, stored);
  if (versionOf(now) !== versionOf(head)) throw versionConflict();
  const entries = activities.map((activity) => ({
    key: keys.activity(activity.seq),
    value: encodeActivity(activity),
    version: 0,
  }));
  const chain = adoptedChain(last);
  const due = log && isSealed({ chain, seq: now.seq }) ? [duePut(now.subject)] : [];
  const written = await storage.write({
    guards: [
      { key: keys.head, version: versionOf(head) },
      { key: keys.adoption, version },
    ],
    puts: [...entries, headPut(keys, { ...now, chain }), ...due],
    removes: last.seq === now.seq ? [keys.adoption] : [],
  });
  if (!written) throw versionConflict();
}
