import type { Filter } from 'mongodb';
import type { Subject } from '../../../domain/activity.js';
import type { Chain } from '../../../domain/seal.js';
import { recordKey, subjectOfKey } from '../codec.js';
import type { RecordDocument } from '../documents.js';
import { findBatch } from '../read/find_batch.js';
import type { Reader } from '../read/reader.js';
import type { Workbench } from '../workbench.js';

/** Behind every key and the name of every space. */
export const BEHIND_ALL = '\u{10ffff}'.repeat(129);
const PROJECTION = {
  ...{ h: 1, revision: 1, seq: 1, number: 1, chain: 1, logged: 1, erased: 1, due: 1 },
  'staged.commit': 1,
};

/** A record that is marked, as it was when it was read. */
export interface DueRecord {
  readonly key: string;
  readonly subject: Subject;
  readonly h: string;
  readonly number: number;
  readonly seq: number;
  readonly chain: Chain | undefined;
  /** All entries up to this one have positions. */
  readonly logged: number;
}

/** The last entry that may be appended: none until all are sealed. */
export function endOf({ seq, chain }: DueRecord): number {
  return chain?.seq === seq ? seq : 0;
}

/** The records that have entries without position, by their marks. */
export class DueRecords {
  readonly #bench: Workbench;
  readonly #reader: Reader;

  constructor(bench: Workbench, reader: Reader) {
    this.#bench = bench;
    this.#reader = reader;
  }

  /** Whether a record of the space is marked whose key comes behind that. Answered from the index alone. */
  async any(space: string, after: string | undefined): Promise<boolean> {
    const query = { filter: dueIn(space, after), projection: { _id: 0, due: 1 }, limit: 1 };
    return (await this.#find(query)).length > 0;
  }

  /**
   * The first marked records behind a key, in the order of their keys. Those that are part of a commit which is not
   * decided are left out. @returns with them the last key that was looked at; `undefined`: there are no more
   */
  async first(
    space: string,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly records: readonly DueRecord[]; readonly last: string | undefined }> {
    const filter = dueIn(space, after);
    const found = await this.#find({ filter, projection: PROJECTION, sort: { due: 1 }, limit });
    const settled = await this.#settled(found);
    return {
      records: settled.flatMap((doc) => dueRecord(doc) ?? []),
      last: found.length < limit ? undefined : found.at(-1)?._id,
    };
  }

  /** Spaces that have marked records, at most `limit`: for each the first key behind the space before. */
  async spaces(limit: number): Promise<readonly string[]> {
    const spaces: string[] = [];
    for (let from = ''; spaces.length < limit;) {
      const filter = { due: { $gte: from, $lt: BEHIND_ALL } };
      const query = { filter, projection: { _id: 0, due: 1 }, sort: { due: 1 }, limit: 1 };
      const [first] = await this.#find(query);
      if (first?.due === undefined) break;
      const { space } = subjectOfKey(first.due);
      spaces.push(space);
      from = keysOf(space).end;
    }
    return spaces;
  }

  /** Only what no failover can take back: what is in the log stays there. */
  #find(query: Omit<Parameters<typeof findBatch<RecordDocument>>[2], 'hint'>): Promise<RecordDocument[]> {
    const { records } = this.#bench.collections;
    return findBatch(this.#bench, records, { ...query, hint: 'due', readConcern: { level: 'majority' } });
  }

  /** Carries out commits that are decided; their records are read again. */
  async #settled(found: readonly RecordDocument[]): Promise<readonly RecordDocument[]> {
    const staged = found.filter((doc) => doc.staged !== undefined).map(({ _id }) => _id);
    if (staged.length === 0) return found;
    for (const key of staged) await this.#reader.head(subjectOfKey(key));
    const filter = { _id: { $in: staged } };
    const { records } = this.#bench.collections;
    const again = await findBatch(this.#bench, records, {
      filter,
      projection: PROJECTION,
      limit: staged.length,
    });
    const byKey = new Map(again.map((doc) => [doc._id, doc]));
    return found.flatMap((doc) => (doc.staged === undefined ? doc : (byKey.get(doc._id) ?? [])));
  }
}

function dueRecord(doc: RecordDocument): DueRecord | undefined {
  const { _id: key, h, number, seq, chain, logged = 0 } = doc;
  if (doc.erased === true || doc.staged !== undefined || number === undefined || seq === undefined)
    return undefined;
  return { key, subject: subjectOfKey(key), h, number, seq, chain, logged };
}

function dueIn(space: string, after: string | undefined): Filter<RecordDocument> {
  const { start, end } = keysOf(space);
  return { due: { $gt: after ?? start, $lt: end } };
}

/** The keys of a space lie between these. */
export function keysOf(space: string): { readonly start: string; readonly end: string } {
  const start = recordKey({ space, kind: '', id: '' }).slice(0, -1);
  return { start, end: `${start.slice(0, -1)}0` };
}
