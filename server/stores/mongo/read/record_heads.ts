import type { Subject } from '../../../domain/activity.js';
import type { RecordHead } from '../../../domain/record.js';
import { isStorable, recordKey, subjectOfKey } from '../codec.js';
import type { RecordDocument } from '../documents.js';
import type { Workbench } from '../workbench.js';
import { findBatch } from './find_batch.js';
import type { Reader } from './reader.js';

/** No engine cuts an answer that is smaller. */
const WHOLE_ANSWER_CHARACTERS = 2 ** 20;

/** Reads many heads at once. */
export class RecordHeads {
  readonly #bench: Workbench;
  readonly #reader: Reader;

  constructor(bench: Workbench, reader: Reader) {
    this.#bench = bench;
    this.#reader = reader;
  }

  /** As the port's `heads`. */
  async of(subjects: readonly Subject[]): Promise<readonly (RecordHead | undefined)[]> {
    const keys = subjects.map((subject) => (isStorable(subject) ? recordKey(subject) : undefined));
    return this.ofKeys(keys);
  }

  /** Each in the place of its record's key; `undefined` without a record. */
  async ofKeys(keys: readonly (string | undefined)[]): Promise<readonly (RecordHead | undefined)[]> {
    const docs = await this.#documents(new Set(keys.filter((key) => key !== undefined)));
    return Promise.all(
      keys.map((key) => {
        const doc = key === undefined ? undefined : docs.get(key);
        return doc === undefined
          ? Promise.resolve(undefined)
          : this.#reader.headIn(doc, subjectOfKey(doc._id));
      }),
    );
  }

  /** A few answers where the records are so large that one does not hold them. */
  async #documents(wanted: Set<string>): Promise<ReadonlyMap<string, RecordDocument>> {
    const found = new Map<string, RecordDocument>();
    while (wanted.size > 0) {
      const query = { filter: { _id: { $in: [...wanted] } }, projection: { pending: 0 }, limit: wanted.size };
      const docs = await findBatch(this.#bench, this.#bench.collections.records, query);
      for (const doc of docs) {
        found.set(doc._id, doc);
        wanted.delete(doc._id);
      }
      if (docs.reduce((sum, { state = '' }) => sum + state.length, 0) < WHOLE_ANSWER_CHARACTERS) break;
    }
    return found;
  }
}
