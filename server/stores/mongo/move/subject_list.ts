import type { Subject } from '../../../domain/activity.js';
import { isStorableId } from '../../../domain/record.js';
import { keysOfSpace, recordKey, subjectOfKey } from '../codec.js';
import type { RecordDocument } from '../documents.js';
import type { Reader } from '../read/reader.js';
import type { Workbench } from '../workbench.js';

const PROJECTION = { erased: 1, 'staged.commit': 1 };

/** Walks over the records of all shards, in the order of their keys. */
export class SubjectList {
  readonly #bench: Workbench;
  readonly #reader: Reader;

  constructor(bench: Workbench, reader: Reader) {
    this.#bench = bench;
    this.#reader = reader;
  }

  /** As the port's `subjects`. */
  async after(
    after: Subject | undefined,
    limit: number,
    space: string | undefined,
  ): Promise<readonly Subject[]> {
    const found: Subject[] = [];
    if (space !== undefined && !isStorableId(space)) return found;
    const { from, to } = space === undefined ? { from: '', to: undefined } : keysOfSpace(space);
    let last = after === undefined ? from : recordKey(after);
    for (;;) {
      const wanted = limit - found.length;
      if (wanted <= 0) return found;
      const docs = await this.#documents({ last, to }, wanted);
      for (const doc of docs) {
        const subject = subjectOfKey(doc._id);
        if (await this.#exists(doc, subject)) found.push(subject);
        last = doc._id;
      }
      if (docs.length < wanted) return found;
    }
  }

  /** Those behind the last key, and before `to`. */
  #documents(
    { last, to }: { readonly last: string; readonly to: string | undefined },
    limit: number,
  ): Promise<Pick<RecordDocument, '_id' | 'erased' | 'staged'>[]> {
    const { records } = this.#bench.collections;
    const options = { projection: PROJECTION, maxTimeMS: this.#bench.timeoutMs };
    return this.#bench.call(() =>
      records
        .find({ _id: { $gt: last, ...(to !== undefined && { $lt: to }) } }, options)
        .sort({ _id: 1 })
        .limit(limit)
        .batchSize(limit)
        .toArray(),
    );
  }

  /** Whether the record is there is only open while a commit of several records stands in its document. */
  async #exists(doc: Pick<RecordDocument, 'erased' | 'staged'>, subject: Subject): Promise<boolean> {
    if (doc.staged !== undefined) return (await this.#reader.head(subject)) !== undefined;
    return doc.erased !== true;
  }
}
