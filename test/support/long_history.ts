import type { Subject } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import { decodeHead } from '../../server/stores/embedded/codec.js';
import { recordKeys } from '../../server/stores/embedded/keys.js';
import { openStorage } from '../../server/stores/embedded/open_storage.js';
import { headPut } from '../../server/stores/embedded/plan_write.js';
import { headFields, headOf, recordKey } from '../../server/stores/mongo/codec.js';
import type { HeadFields } from '../../server/stores/mongo/documents.js';
import { withClient } from '../mongo/mongo_server.js';
import type { StoreLocation } from './open_store.js';

/** What the entries that are not there are counted as. */
const FACET = 'field:title';

/**
 * Makes a recorded history as long as `seq` says, as if titles had been changed that often: its head is stored so, its
 * entries in between are not. Both ends can be read and it can be written to, for that no entry in between is
 * needed. The store must have no log, which would look for them.
 */
export async function lengthen(location: StoreLocation, subject: Subject, seq: number): Promise<void> {
  switch (location.kind) {
    case 'embedded':
      return lengthenEmbedded(location.path, subject, seq);
    case 'mongodb':
      return lengthenDocument(location.database, subject, seq);
  }
}

async function lengthenEmbedded(path: string, subject: Subject, seq: number): Promise<void> {
  const storage = await openStorage({ path });
  const keys = recordKeys(subject);
  const stored = storage.read((db) => db.get(keys.head));
  if (stored === undefined) throw new Error('It was not recorded.');
  const head = longer(decodeHead(subject, stored), seq);
  await storage.write({ guards: [], puts: [headPut(keys, head)], removes: [] });
  await storage.close();
}

async function lengthenDocument(database: string, subject: Subject, seq: number): Promise<void> {
  await withClient(async (client) => {
    const records = client.db(database).collection<HeadFields & { _id: string }>('records');
    const _id = recordKey(subject);
    const fields = await records.findOne({ _id });
    if (fields === null) throw new Error('It was not recorded.');
    await records.updateOne({ _id }, { $set: headFields(longer(headOf(subject, fields), seq)) });
  });
}

function longer(head: RecordHead, seq: number): RecordHead {
  const { counts, chain } = head;
  const count = (counts[FACET] ?? 0) + seq - head.seq;
  return {
    ...head,
    seq,
    counts: { ...counts, [FACET]: count },
    ...(chain !== undefined && { chain: { ...chain, seq } }),
  };
}
