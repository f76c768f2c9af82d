import type { Filter } from 'mongodb';
import { ActivityError } from '../../../domain/errors.js';
import type { Listing } from '../../../domain/listing.js';
import type { RecordHead } from '../../../domain/record.js';
import { compareRanked } from '../../../domain/record_list.js';
import type { Ranked, RecordPage, RecordQuery } from '../../../domain/record_list.js';
import { historyId, recordKey } from '../codec.js';
import type { RecordDocument } from '../documents.js';
import type { RecordHeads } from '../read/record_heads.js';
import type { Workbench } from '../workbench.js';
import { KnownPartitions } from './known_partitions.js';
import { listFields, partitionOf } from './list_fields.js';
import { filterOf, indexOf, rangesOf, roughFilterOf } from './list_filters.js';

/** Records of one answer of the database. */
const BATCH = 1_000;

/** A record on a list: its key and what orders it there. */
interface Listed extends Ranked {
  readonly key: string;
}

/** A partition's share of a page, unmerged. */
interface Part {
  readonly total: number;
  readonly first: readonly Listed[];
}

/** Lists of records: each partition and term is a range of an index with both ends, merged here. */
export class RecordLists {
  readonly #bench: Workbench;
  readonly #heads: RecordHeads;
  readonly #known = new KnownPartitions();

  constructor(bench: Workbench, heads: RecordHeads) {
    this.#bench = bench;
    this.#heads = heads;
  }

  /**
   * As the port's `records`. Partitions that are known to have records are asked for their part; at the same time one
   * command asks which of the others have any, mostly none. Those are asked then, so that nothing is ever left out.
   */
  async page(query: RecordQuery): Promise<RecordPage> {
    const partitions = [...new Set(query.audiences)].map((audience) => partitionOf(query, audience));
    const { known, others } = this.#known.among(partitions);
    const [parts, filled] = await Promise.all([this.#partsOf(known, query), this.#filled(others, query)]);
    this.#known.add(filled);
    const all = [...parts, ...(await this.#partsOf(filled, query))];
    const listed = all.flatMap(({ first }) => first);
    const keys = merged(listed, query)
      .slice(query.skip, query.skip + query.limit)
      .map(({ key }) => key);
    // One that is gone by now is left out.
    const heads = (await this.#heads.ofKeys(keys)).filter((head) => head !== undefined);
    return { heads, total: all.reduce((sum, { total }) => sum + total, 0) };
  }

  /** As the port's `list`. */
  async add(head: RecordHead, listing: Listing): Promise<void> {
    const { records } = this.#bench.collections;
    const record = {
      _id: recordKey(head.subject),
      h: historyId(head.subject, head.number),
      revision: head.revision,
    };
    const list = listFields(head, listing);
    const { matchedCount } = await this.#bench.call(() =>
      records.updateOne({ ...record, list: { $exists: false } }, { $set: { list } }),
    );
    if (matchedCount === 1) return;
    const listed = await this.#bench.call(() => records.findOne(record, { projection: { 'list.p': 1 } }));
    if (listed?.list === undefined) {
      throw new ActivityError('VERSION_CONFLICT', 'The record has been changed in the meantime.');
    }
  }

  #partsOf(partitions: readonly string[], query: RecordQuery): Promise<readonly Part[]> {
    return Promise.all(
      partitions.map(async (p) => {
        const ranges = rangesOf(p, query);
        const [total, firsts] = await Promise.all([
          this.#count(filterOf(p, query)),
          Promise.all(ranges.map((filter) => this.#first(filter, query))),
        ]);
        return { total, first: firsts.flat() };
      }),
    );
  }

  /**
   * Those of the partitions that may have what is meant. Without a hint of the index: with one, one of the engines that
   * are tried reads on where a partition is empty.
   */
  async #filled(partitions: readonly string[], query: RecordQuery): Promise<readonly string[]> {
    if (partitions.length === 0) return [];
    const { records } = this.#bench.collections;
    const pipeline = [{ $match: roughFilterOf(partitions, query) }, { $group: { _id: '$list.p' } }];
    const options = { maxTimeMS: this.#bench.timeoutMs, batchSize: BATCH };
    const found = await this.#bench.call(() =>
      records.aggregate<{ readonly _id: string }>(pipeline, options).toArray(),
    );
    return found.map(({ _id }) => _id);
  }

  #count(filter: Filter<RecordDocument>): Promise<number> {
    const { records } = this.#bench.collections;
    const options = { maxTimeMS: this.#bench.timeoutMs };
    return this.#bench.call(() => records.countDocuments(filter, options));
  }

  async #first(filter: Filter<RecordDocument>, query: RecordQuery): Promise<readonly Listed[]> {
    // To the database a limit of none is no limit.
    if (query.limit === 0) return [];
    const { records } = this.#bench.collections;
    const direction = query.order === 'asc' ? 1 : -1;
    const rank = `list.r.${query.rank}`;
    const found = await this.#bench.call(() =>
      records
        .find(filter, { projection: { [rank]: 1, 'list.n': 1 }, maxTimeMS: this.#bench.timeoutMs })
        .sort({ [rank]: direction, 'list.n': direction })
        // Every index for lists begins with the partition: an engine may take one that gives another order.
        .hint(indexOf(query))
        .limit(query.skip + query.limit)
        .batchSize(BATCH)
        .toArray(),
    );
    return found.flatMap(({ _id: key, list }) =>
      list === undefined ? [] : [{ key, value: list.r[query.rank], number: list.n }],
    );
  }
}

/** In the order of the query, each record once. */
function merged(listed: readonly Listed[], { order }: RecordQuery): readonly Listed[] {
  const once = [...new Map(listed.map((one) => [one.key, one])).values()];
  return once.sort((a, b) => compareRanked(a, b, order));
}
