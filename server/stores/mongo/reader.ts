import type { Activity, Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Attachment, RecordHead } from '../../domain/record.js';
import { seqRange } from '../../domain/store.js';
import type { HistoryPage, SeqRange, Window } from '../../domain/store.js';
import { activityOf, attachmentOf, facetKey, headOf, historyId, recordKey } from './codec.js';
import type { AttachmentDocument, HeadFields, RecordDocument } from './collections.js';
import { findBatch } from './find_batch.js';
import { HistoryReader, MissingEntries } from './history_reader.js';
import type { StoredEntry } from './history_reader.js';
import type { Recovery } from './recovery.js';
import type { Settlement } from './settlement.js';
import type { Workbench } from './workbench.js';

/** Readings of a record that changes under the reader's hands before that is called a fault. */
const MAX_ATTEMPTS = 10;

/** A record's document whose head is there. */
type SavedRecord = RecordDocument & HeadFields;

/** Reads records and histories; what is still in an outbox counts as much as what has left it. */
export class Reader {
  readonly #bench: Workbench;
  readonly #settlement: Settlement;
  readonly #recovery: Recovery;

  constructor(bench: Workbench, parts: { settlement: Settlement; recovery: Recovery }) {
    this.#bench = bench;
    this.#settlement = parts.settlement;
    this.#recovery = parts.recovery;
  }

  /** As the port's `head`. */
  async head(subject: Subject): Promise<RecordHead | undefined> {
    const doc = await this.#read(recordKey(subject), { pending: 0 });
    return doc === undefined ? undefined : headOf(subject, doc);
  }

  /** As the port's `record`. */
  async record(
    subject: Subject,
  ): Promise<{ readonly head: RecordHead; readonly attachments: readonly Attachment[] } | undefined> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const doc = await this.#read(recordKey(subject), { 'pending.entries': 0 });
      if (doc === undefined) return undefined;
      const attachments = await this.#attachments(doc);
      if (attachments !== undefined) return { head: headOf(subject, doc), attachments };
    }
    throw new ActivityError('STORE_UNAVAILABLE', 'The record is being changed all the time.');
  }

  /** As the port's `page`. */
  page(subject: Subject, window: Window): Promise<HistoryPage | undefined> {
    return this.#whole(async () => {
      const doc = await this.#read(recordKey(subject), {});
      if (doc === undefined) return undefined;
      const head = headOf(subject, doc);
      const entries = await this.#entries(doc, head, window);
      if (window.order === 'desc') entries.reverse();
      return { head, activities: entries.map((entry) => activityOf(subject, entry)) };
    });
  }

  /** As the port's `entries`. Most have left the outbox long ago: then the record is not read again. */
  async entries({ subject, number }: RecordHead, { from, to }: SeqRange): Promise<readonly Activity[]> {
    const h = historyId(subject, number);
    const moved = await new HistoryReader(this.#bench, { h }).found(from, to);
    const entries =
      moved ??
      (await this.#whole(async () => {
        const doc = await this.#read(recordKey(subject), {});
        return doc?.h === h ? new HistoryReader(this.#bench, doc).between(from, to) : undefined;
      }));
    if (entries === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'The record has been erased.');
    return entries.map((entry) => activityOf(subject, entry));
  }

  /** Reads again when entries are missing: the record was erased in between, or erased and recorded anew. */
  async #whole<T>(read: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof MissingEntries)) throw error;
        if (attempt === MAX_ATTEMPTS) {
          throw new ActivityError('INTERNAL_ERROR', 'Entries of the history are missing.', { cause: error });
        }
      }
    }
  }

  async #entries(doc: SavedRecord, head: RecordHead, window: Window): Promise<StoredEntry[]> {
    const reader = new HistoryReader(this.#bench, doc);
    if (window.facets === undefined) {
      const range = seqRange(head, window);
      return range === undefined ? [] : reader.between(range.from, range.to);
    }
    const counts = new Map(
      window.facets.flatMap((facet) => {
        const n = Object.hasOwn(head.counts, facet) ? head.counts[facet] : undefined;
        return n === undefined || n === 0 ? [] : [[facetKey(facet), n] as const];
      }),
    );
    const { order, skip, limit, upTo = head.seq } = window;
    return reader.ofFacets(counts, { order, skip, limit, upTo });
  }

  /** The attachments as of this reading of the document; `undefined` when one was written since. */
  async #attachments(doc: SavedRecord): Promise<readonly Attachment[] | undefined> {
    const { attachments } = this.#bench.collections;
    const options = { projection: { _id: 0 }, maxTimeMS: this.#bench.timeoutMs };
    const stored = await this.#bench.call(() => attachments.find({ h: doc.h }, options).toArray());
    if (stored.some(({ rev }) => rev > doc.revision)) return undefined;
    const current = new Map<string, AttachmentDocument & { readonly rev: number }>(
      stored.map((one) => [one.id, one]),
    );
    for (const { rev, attachments: written } of doc.pending ?? []) {
      // What is in the outbox may be older: commits of several processes do not leave it in order.
      for (const one of written) {
        if ((current.get(one.id)?.rev ?? 0) <= rev) current.set(one.id, { ...one, rev });
      }
    }
    return [...current.values()]
      .flatMap((one) => attachmentOf(one) ?? [])
      .sort((a, b) => a.createdSeq - b.createdSeq || (a.id < b.id ? -1 : 1));
  }

  /** The record's document as acknowledged; `undefined` if there is none or it is erased. */
  async #read(key: string, projection: Readonly<Record<string, 0>>): Promise<SavedRecord | undefined> {
    const query = { filter: { _id: key }, projection, limit: 1 };
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const [doc] = await findBatch(this.#bench, this.#bench.collections.records, query);
      if (doc === undefined) return undefined;
      this.#recovery.suspect(doc);
      if (doc.staged !== undefined && (await this.#settlement.state(doc.staged.commit)) === 'committed') {
        await this.#settlement.fold(key, doc.staged.commit);
        continue;
      }
      if (doc.erased === true) return undefined;
      return isSaved(doc) ? doc : undefined;
    }
    throw new ActivityError('STORE_UNAVAILABLE', 'The record is being changed all the time.');
  }
}

/** A document of revision 0 only holds a place for a commit that is not decided. */
function isSaved(doc: RecordDocument): doc is SavedRecord {
  return doc.revision > 0;
}
