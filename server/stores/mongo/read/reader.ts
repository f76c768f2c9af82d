import type { Activity, Subject } from '../../../domain/activity.js';
import { ActivityError } from '../../../domain/errors.js';
import type { Attachment, RecordHead } from '../../../domain/record.js';
import { countsOf, seqRange, toldCount } from '../../../domain/window.js';
import type { Selection, Window } from '../../../domain/window.js';
import { attachmentOf } from '../attachments/attachment_documents.js';
import { activityOf, facetKey, headOf, historyId, recordKey } from '../codec.js';
import type { HeadFields, RecordDocument } from '../documents.js';
import { currentAttachments } from './attachment_merge.js';
import { findBatch } from './find_batch.js';
import { CutAnswer, HistoryReader, MissingEntries } from './history_reader.js';
import type { StoredEntry } from './history_reader.js';
import type { PortionSize } from './portion_size.js';
import type { Recovery } from '../commit/recovery.js';
import type { Settlement } from '../commit/settlement.js';
import type { Workbench } from '../workbench.js';

/** Readings of a record that changes under the reader's hands before that is called a fault. */
export const MAX_ATTEMPTS = 10;

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
    const doc = await this.document(recordKey(subject), { pending: 0 });
    return doc === undefined ? undefined : headOf(subject, doc);
  }

  /** The head in a document that was found in another way; `undefined` without one, and of one that is erased. */
  async headIn(doc: RecordDocument | undefined, subject: Subject): Promise<RecordHead | undefined> {
    if (doc === undefined || doc.erased === true) return undefined;
    if (doc.staged !== undefined) return this.head(subject);
    return isSaved(doc) ? headOf(subject, doc) : undefined;
  }

  /** As the port's `record`. */
  async record(
    subject: Subject,
  ): Promise<{ readonly head: RecordHead; readonly attachments: readonly Attachment[] } | undefined> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const doc = await this.document(recordKey(subject), { 'pending.entries': 0 });
      if (doc === undefined) return undefined;
      const attachments = await this.#attachments(doc);
      if (attachments !== undefined) return { head: headOf(subject, doc), attachments };
    }
    throw new ActivityError('STORE_UNAVAILABLE', 'The record is being changed all the time.');
  }

  /**
   * The first entries of the window: a portion, `size` of one as seen so far; none when there are none.
   * @throws RECORD_NOT_FOUND when the record is erased
   */
  async portion(head: RecordHead, window: Window, size: PortionSize): Promise<readonly Activity[]> {
    for (;;) {
      const slice = { ...window, limit: Math.min(window.limit, size.documents) };
      try {
        const entries = await this.#inHistory(head, (reader) => entriesIn(reader, head, slice));
        const portion = size.cut(window.order === 'asc' ? entries : entries.reverse());
        return portion.map((entry) => activityOf(head.subject, entry));
      } catch (error) {
        if (!(error instanceof CutAnswer)) throw error;
        size.shrink(error.bytesPerEntry);
      }
    }
  }

  /**
   * As the port's `count`.
   * @throws RECORD_NOT_FOUND when the record is erased and something has to be looked up
   */
  async count(head: RecordHead, selection: Selection): Promise<number> {
    const { facets = [], upTo = head.seq } = selection;
    const counts = keyedCounts(head, facets);
    return toldCount(head, selection) ?? this.#inHistory(head, (reader) => reader.countUpTo(counts, upTo));
  }

  /** What is read of a history. Most left the outbox long ago: then the record is not read again. */
  async #inHistory<T>(head: RecordHead, read: (reader: HistoryReader) => Promise<T>): Promise<T> {
    const h = historyId(head.subject, head.number);
    try {
      return await read(new HistoryReader(this.#bench, { h, seq: head.seq }));
    } catch (error) {
      if (!(error instanceof MissingEntries)) throw error;
    }
    return this.#whole(async () => {
      const doc = await this.document(recordKey(head.subject), {});
      if (doc?.h !== h) throw new ActivityError('RECORD_NOT_FOUND', 'The record has been erased.');
      return read(new HistoryReader(this.#bench, { h, seq: head.seq, pending: doc.pending ?? [] }));
    });
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

  /** The attachments as of this reading of the document; `undefined` when one was written since. */
  async #attachments(doc: SavedRecord): Promise<readonly Attachment[] | undefined> {
    const { attachments } = this.#bench.collections;
    const options = { projection: { _id: 0 }, maxTimeMS: this.#bench.timeoutMs };
    const stored = await this.#bench.call(() => attachments.find({ h: doc.h }, options).toArray());
    const current = currentAttachments(doc, stored);
    if (current === undefined) return undefined;
    return [...current.values()]
      .flatMap((one) => attachmentOf(one) ?? [])
      .sort((a, b) => a.createdSeq - b.createdSeq || (a.id < b.id ? -1 : 1));
  }

  /** The record's document as acknowledged; `undefined` if there is none or it is erased. */
  async document(key: string, projection: Readonly<Record<string, 0>>): Promise<SavedRecord | undefined> {
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

/** All entries of the window, oldest first. */
async function entriesIn(reader: HistoryReader, head: RecordHead, window: Window): Promise<StoredEntry[]> {
  if (window.facets !== undefined) return reader.ofFacets(keyedCounts(head, window.facets), window);
  const range = seqRange(head, window);
  return range === undefined ? [] : reader.between(range.from, range.to);
}

function keyedCounts(head: RecordHead, facets: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...countsOf(head, facets)].map(([facet, count]) => [facetKey(facet), count]));
}

/** A document of revision 0 only holds a place for a commit that is not decided. */
function isSaved(doc: RecordDocument): doc is SavedRecord {
  return doc.revision > 0;
}
