import type { Subject } from '../../../domain/activity.js';
import type { AttachmentQuery } from '../../../domain/attachment_keys.js';
import { isStorableId } from '../../../domain/record.js';
import { indexedKey } from '../attachments/attachment_documents.js';
import { recordKey, subjectOfKey } from '../codec.js';
import type { AttachmentDocument, RecordDocument } from '../documents.js';
import type { Workbench } from '../workbench.js';
import { findBatch } from './find_batch.js';
import { findNamed } from './find_named.js';

/** What tells which attachments in a record's outbox have a key. */
const OUTBOX = {
  ...{ h: 1, revision: 1, erased: 1, 'pending.rev': 1 },
  ...{ 'pending.attachments.id': 1, 'pending.attachments.k': 1 },
};

/** An attachment in the collection that has the key. */
type Row = Required<Pick<AttachmentDocument, 'id' | 'r'>> & { readonly h: string; readonly rev: number };

/** Looks for records by a key of their attachments: the outboxes first, then where attachments go from there. */
export class AttachedRecords {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /** As the port's `attachedTo`. */
  async of({ space, kind, key, limit }: AttachmentQuery): Promise<readonly Subject[]> {
    if (!isStorableId(space) || !isStorableId(kind)) return [];
    const nameOf = (id: string): string => recordKey({ space, kind, id });
    const k = indexedKey({ space, kind }, key);
    const found: Subject[] = [];
    for (let after = ''; found.length < limit;) {
      const wanted = limit - found.length;
      const waiting = await this.#waiting(k, nameOf(after), wanted);
      const rows = await this.#rows({ k, r: { $gt: after } }, wanted);
      const parts = [waiting, rows.map(({ r }) => r)];
      // A part that is full may go on behind its last one.
      const ends = parts.flatMap((ids) => (ids.length < wanted ? [] : ids.slice(-1))).sort(byBytes);
      const [end] = ends;
      const ids = [...new Set(parts.flat())].filter((id) => end === undefined || byBytes(id, end) <= 0);
      const having = await this.#having(k, ids.map(nameOf), rows);
      found.push(...[...having].map(subjectOfKey).sort((a, b) => byBytes(a.id, b.id)));
      if (end === undefined) break;
      after = end;
    }
    return found.slice(0, limit);
  }

  /** Ids of records with the key in their outbox. */
  async #waiting(k: string, after: string, limit: number): Promise<readonly string[]> {
    const query = {
      ...{ filter: { 'pending.attachments.k': k, _id: { $gt: after } }, projection: { _id: 1 } },
      ...{ sort: { _id: 1 }, hint: 'attached', limit },
    };
    const found = await findBatch(this.#bench, this.#bench.collections.records, query);
    return found.map(({ _id }) => subjectOfKey(_id).id);
  }

  async #rows(filter: { readonly k: string; readonly r: object }, limit: number): Promise<readonly Row[]> {
    const { attachments } = this.#bench.collections;
    const projection = { _id: 0, h: 1, id: 1, rev: 1, r: 1 };
    const query = { filter, projection, sort: { r: 1 }, hint: 'key', limit };
    const found = await findBatch(this.#bench, attachments, query);
    return found.flatMap(({ h, id, rev, r }) => (r === undefined ? [] : [{ h, id, rev, r }]));
  }

  /**
   * Those of the records that have it, by their documents, which are read after the rows. Where a row is overtaken by
   * the outbox the key may have gone on to another attachment meanwhile: then only a record that did not change is sure
   * to have lost it.
   */
  async #having(k: string, keys: readonly string[], rows: readonly Row[]): Promise<ReadonlySet<string>> {
    const first = await this.#documents(keys);
    const [having, doubtful] = [new Set<string>(), [...first.keys()]];
    for (const [key, doc] of first) if (isAmong(k, doc, rows)) having.add(key);
    const others = doubtful.filter((key) => !having.has(key));
    if (others.length === 0) return having;
    const ids = others.map((key) => subjectOfKey(key).id);
    const again = await this.#rows({ k, r: { $in: ids } }, MOST_ROWS);
    for (const [key, doc] of await this.#documents(others)) {
      const unchanged = doc.revision === first.get(key)?.revision && again.length < MOST_ROWS;
      if (!unchanged || isAmong(k, doc, again)) having.add(key);
    }
    return having;
  }

  /** Those of the records that there are. */
  async #documents(names: readonly string[]): Promise<ReadonlyMap<string, RecordDocument>> {
    const { records } = this.#bench.collections;
    const query = { filter: {}, field: '_id', names, projection: OUTBOX };
    const docs = await findNamed<RecordDocument>(this.#bench, records, query);
    const there = docs.filter(({ revision, erased }) => revision > 0 && erased !== true);
    return new Map(there.map((doc) => [doc._id, doc]));
  }
}

const MOST_ROWS = 1_000;

/** Whether the outbox has the key, or a row that nothing in the outbox has replaced. */
function isAmong(k: string, { h, pending = [] }: RecordDocument, rows: readonly Row[]): boolean {
  const newest = new Map<string, { readonly rev: number; readonly has: boolean }>();
  for (const { rev, attachments } of pending) {
    for (const one of attachments) {
      const has = one.k?.includes(k) === true;
      if ((newest.get(one.id)?.rev ?? 0) <= rev) newest.set(one.id, { rev, has });
    }
  }
  return (
    [...newest.values()].some(({ has }) => has) ||
    rows.some((row) => row.h === h && (newest.get(row.id)?.rev ?? 0) < row.rev)
  );
}

/** The order of both indexes, and of the embedded store. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
