import type { Db, Document, MongoClient } from 'mongodb';
import { driver } from '../mongo/drivers.js';
import { recordKey } from '../../server/stores/mongo/codec.js';
import type { StoreLocation } from './open_store.js';
import type { Snapshot, StoredSort, StoredThing, Tampering } from './tampering.js';

const COLLECTIONS: Readonly<Record<StoredSort, string>> = {
  entry: 'activities',
  head: 'records',
  row: 'log',
  tile: 'tiles',
  log: 'logs',
  checkpoint: 'logs',
};
/** In which order things of a sort are. */
const ORDERS: Readonly<Record<StoredSort, Document>> = {
  entry: { h: 1, seq: 1 },
  head: { _id: 1 },
  row: { s: 1, p: 1 },
  tile: { _id: 1 },
  log: { _id: 1 },
  checkpoint: { _id: 1 },
};

/** What is stored in a database. */
export async function mongoTampering({
  uri,
  database,
}: Extract<StoreLocation, { kind: 'mongodb' }>): Promise<Tampering> {
  const client = new driver.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  await client.connect();
  return new MongoTampering(client, client.db(database));
}

class MongoTampering implements Tampering {
  readonly #client: MongoClient;
  readonly #db: Db;

  constructor(client: MongoClient, db: Db) {
    this.#client = client;
    this.#db = db;
  }

  async all(sort: StoredSort): Promise<readonly StoredThing[]> {
    const found = await this.#db.collection(COLLECTIONS[sort]).find({}, PLAIN).sort(ORDERS[sort]).toArray();
    // Outboxes and pending rows are elsewhere by then: `settled`.
    return found.flatMap(({ _id: key, ...value }): readonly StoredThing[] => {
      const { checkpoint, ...log } = value;
      if (sort === 'checkpoint') {
        return checkpoint === undefined ? [] : [{ sort, key, value: checkpoint as unknown }];
      }
      return [{ sort, key, value: sort === 'log' ? log : value }];
    });
  }

  async put({ sort, key, value: was }: StoredThing, value: unknown = was): Promise<boolean> {
    const collection = this.#db.collection(COLLECTIONS[sort]);
    const _id = key as Document['_id'];
    if (sort === 'checkpoint') {
      await collection.updateOne({ _id }, { $set: { checkpoint: value } });
      return true;
    }
    const kept = sort === 'log' ? await collection.findOne({ _id }, PLAIN) : undefined;
    const checkpoint: unknown = kept?.['checkpoint'];
    const document = { ...(value as Document), ...(checkpoint !== undefined && { checkpoint }) };
    const options = { upsert: true, bypassDocumentValidation: true };
    try {
      await collection.replaceOne({ _id }, document, options);
      return true;
    } catch (error) {
      // A unique index has that place already.
      if (error instanceof driver.MongoServerError && error.code === 11000) return false;
      throw error;
    }
  }

  async remove({ sort, key }: StoredThing): Promise<void> {
    const collection = this.#db.collection(COLLECTIONS[sort]);
    const _id = key as Document['_id'];
    if (sort === 'checkpoint') await collection.updateOne({ _id }, { $unset: { checkpoint: '' } });
    else await collection.deleteOne({ _id });
  }

  async removeRecord(subject: Parameters<Tampering['removeRecord']>[0]): Promise<void> {
    const records = this.#db.collection<{ readonly _id: string; readonly h: string }>('records');
    const _id = recordKey(subject);
    const doc = await records.findOne({ _id });
    await records.deleteOne({ _id });
    for (const name of ['activities', 'attachments']) {
      await this.#db.collection(name).deleteMany({ h: doc?.h });
    }
  }

  async snapshot(): Promise<Snapshot> {
    const names = (await this.#db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const kept: (readonly [string, Document[]])[] = [];
    for (const name of names) kept.push([name, await this.#db.collection(name).find({}, PLAIN).toArray()]);
    return {
      restore: async () => {
        for (const [name, documents] of kept) {
          const collection = this.#db.collection(name);
          await collection.deleteMany({});
          if (documents.length > 0) {
            await collection.insertMany(documents, { bypassDocumentValidation: true });
          }
        }
      },
    };
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

/** Bytes as bytes, numbers as numbers. */
const PLAIN = { promoteBuffers: true, promoteLongs: true };
