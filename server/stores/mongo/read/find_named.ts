import { BSON } from 'mongodb';
import type { Collection, Document, WithId } from 'mongodb';
import type { Workbench } from '../workbench.js';
import { findBatch } from './find_batch.js';

/** No engine cuts an answer that is smaller. */
const WHOLE_ANSWER_BYTES = 2 ** 20;

/** Documents that are named by one of their fields. */
export interface NamedQuery {
  readonly filter: Document;
  readonly field: string;
  /** Each once, at most 1,000. */
  readonly names: readonly string[];
  /** With the field. */
  readonly projection: Document;
}

/** Those that there are, in no order: by a few commands where they are so large that one answer does not hold them. */
export async function findNamed<T extends Document>(
  bench: Workbench,
  collection: Collection<T>,
  { filter, field, names, projection }: NamedQuery,
): Promise<readonly WithId<T>[]> {
  const found: WithId<T>[] = [];
  for (let left = names; left.length > 0;) {
    const query = { filter: { ...filter, [field]: { $in: left } }, projection, limit: left.length };
    const documents = await findBatch(bench, collection, query);
    found.push(...documents);
    const seen = new Set(documents.map((document) => document[field] as unknown));
    const rest = left.filter((name) => !seen.has(name));
    if (rest.length === left.length || bytesOf(documents) < WHOLE_ANSWER_BYTES) break;
    left = rest;
  }
  return found;
}

function bytesOf(documents: readonly Document[]): number {
  // Without the id: that of a host's driver is of a class that this one does not know.
  return documents.reduce((sum, { _id: _, ...rest }) => sum + BSON.calculateObjectSize(rest), 0);
}
