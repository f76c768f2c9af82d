import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from 'mongodb';
import type { Engine, MongoEngine } from './engines.js';

/** What one collection holds and takes. Sizes in bytes. */
export interface CollectionSize {
  readonly name: string;
  readonly documents: number;
  /** Of the documents as BSON: the same on every engine. */
  readonly bson: number;
  /** What the engine says that the documents take; compressed or not, as it keeps them. */
  readonly storage: number;
  /** What the engine says that each index takes. */
  readonly indexes: Readonly<Record<string, number>>;
}

/** Bytes that a store takes after it was closed: its file, or documents and indexes of the database. */
export async function storedBytes(engine: Engine | MongoEngine): Promise<number> {
  if (engine.storage.kind === 'embedded') {
    // Blocks, not length: the file is made longer ahead of what is written.
    return (await stat(join(engine.storage.path, 'data.mdb'))).blocks * 512;
  }
  if (!('db' in engine)) return NaN;
  const sizes = await collectionSizes(engine.db);
  return sizes.reduce((sum, { storage, indexes }) => sum + storage + total(indexes), 0);
}

/** The sum of the sizes of indexes. */
export function total(indexes: Readonly<Record<string, number>>): number {
  return Object.values(indexes).reduce((sum, bytes) => sum + bytes, 0);
}

/** Every collection of the database, by name. */
export async function collectionSizes(db: Db): Promise<readonly CollectionSize[]> {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort();
  const sizes: CollectionSize[] = [];
  for (const name of names) {
    const collection = db.collection(name);
    const [stats] = await collection.aggregate([{ $collStats: { storageStats: {} } }]).toArray();
    const sum = { _id: null, bson: { $sum: { $bsonSize: '$$ROOT' } }, documents: { $sum: 1 } };
    const [counted] = await collection.aggregate([{ $group: sum }]).toArray();
    // The protocol's answer, of which every engine has these members.
    const { storageSize = NaN, indexSizes = {} } = (stats?.['storageStats'] ?? {}) as {
      storageSize?: number;
      indexSizes?: Record<string, number>;
    };
    const { documents = 0, bson = 0 } = (counted ?? {}) as { documents?: number; bson?: number };
    sizes.push({ name, documents, bson, storage: storageSize, indexes: indexSizes });
  }
  return sizes;
}
