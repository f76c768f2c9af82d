import type { Collection, Document, WithId } from 'mongodb';
import { DeadlineError, isOutcomeUnknown } from '../connection/mongo_errors.js';
import type { Workbench } from '../workbench.js';

/** What is looked for: at most `limit` documents, in no order unless there is one. */
export interface BatchQuery {
  readonly filter: Document;
  readonly projection: Document;
  readonly limit: number;
  readonly sort?: Document;
  /** Name of the index. */
  readonly hint?: string;
  /** Default `local`; `majority`: only what no failover can take back. */
  readonly readConcern?: { readonly level: 'local' | 'majority' };
}

/**
 * Reads documents by one command and in one batch: for a page that takes half of the processor time of the
 * driver's cursor. Fewer than there are come back when they do not fit into one answer of the server (16 MB).
 * As the driver's own reads it is tried once more when the connection breaks.
 */
export async function findBatch<T extends Document>(
  bench: Workbench,
  collection: Collection<T>,
  query: BatchQuery,
): Promise<WithId<T>[]> {
  const command = {
    find: collection.collectionName,
    // A command has no defaults of its database, nor does it pass them on.
    readConcern: { level: 'local' },
    ...query,
    batchSize: query.limit,
    singleBatch: true,
    maxTimeMS: bench.timeoutMs,
  };
  const options = { ...collection.bsonOptions, readPreference: 'primary' as const };
  const read = (): Promise<Document> => bench.call(() => bench.db.command(command, options));
  const answer = await read().catch((error: unknown) => {
    if (!isOutcomeUnknown(error) || error instanceof DeadlineError) throw error;
    return read();
  });
  return (answer as { cursor: { firstBatch: WithId<T>[] } }).cursor.firstBatch;
}
