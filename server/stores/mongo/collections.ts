import type { Collection, CreateCollectionOptions, Db, Document } from 'mongodb';
import type {
  AttachmentDocument,
  CommitDocument,
  CountsDocument,
  EntryDocument,
  RecordDocument,
} from './documents.js';
import type { CollectionName } from './indexes.js';
import { COLLECTION_NAMES, INDEXES, SCHEMAS } from './indexes.js';
import { VALUES } from './connection/database.js';
import { isNamespaceExists } from './connection/mongo_errors.js';
import type { LogDocument, LogRowDocument, RegistryDocument, TileDocument } from './log/documents.js';

/** The store's collections. */
export interface Collections {
  readonly records: Collection<RecordDocument>;
  readonly activities: Collection<EntryDocument & { readonly h: string }>;
  /** `rev`: the record's revision that wrote it, so that a late write never replaces a newer one. */
  readonly attachments: Collection<AttachmentDocument & { readonly h: string; readonly rev: number }>;
  readonly counters: Collection<{ readonly _id: string; readonly value: number }>;
  readonly commits: Collection<CommitDocument>;
  readonly log: Collection<LogRowDocument>;
  readonly logs: Collection<LogDocument>;
  readonly tiles: Collection<TileDocument>;
  readonly registry: Collection<RegistryDocument>;
  readonly counts: Collection<CountsDocument>;
}

/** The counter of record numbers. */
export const RECORD_COUNTER = 'record';

/** The collections of a database under their names with the prefix. Nothing is created. */
export function collectionsOf(db: Db, prefix: string): Collections {
  const named = <T extends Document>(name: CollectionName): Collection<T> =>
    db.collection<T>(prefix + name, VALUES);
  return {
    records: named('records'),
    activities: named('activities'),
    attachments: named('attachments'),
    counters: named('counters'),
    commits: named('commits'),
    log: named('log'),
    logs: named('logs'),
    tiles: named('tiles'),
    registry: named('registry'),
    counts: named('counts'),
  };
}

/**
 * Creates what is missing; may run in several processes at once. A collection that is there keeps its
 * validation. Rejects with the server's error when an index of that name or key is there and differs.
 */
export async function createCollections(
  db: Db,
  prefix: string,
  call: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<void> {
  const listed = await call(() => db.listCollections({}, { nameOnly: true }).toArray());
  const existing = new Set(listed.map(({ name }) => name));
  for (const name of COLLECTION_NAMES) {
    if (!existing.has(prefix + name)) {
      await call(() => db.createCollection(prefix + name, validation(name))).catch((error: unknown) => {
        if (!isNamespaceExists(error)) throw error;
      });
    }
    const indexes = INDEXES[name];
    if (indexes !== undefined) await call(() => db.collection(prefix + name).createIndexes([...indexes]));
  }
}

function validation(name: CollectionName): CreateCollectionOptions {
  const properties = SCHEMAS[name];
  if (properties === undefined) return {};
  return {
    validator: { $jsonSchema: { bsonType: 'object', required: Object.keys(properties), properties } },
  };
}
