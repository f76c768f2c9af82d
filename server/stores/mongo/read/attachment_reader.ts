import type { Subject } from '../../../domain/activity.js';
import { ActivityError } from '../../../domain/errors.js';
import type { Attachment } from '../../../domain/record.js';
import { attachmentOf } from '../attachments/attachment_documents.js';
import { isStorable, recordKey } from '../codec.js';
import type { Workbench } from '../workbench.js';
import { currentAttachments } from './attachment_merge.js';
import { findNamed } from './find_named.js';
import { MAX_ATTEMPTS } from './reader.js';
import type { Reader } from './reader.js';

/** What names the history, and the outbox without entries. */
const OUTBOX = { 'pending.entries': 0, state: 0, counts: 0, list: 0, recentKeys: 0 } as const;

/** Reads single attachments, whether they have left the outbox or not. */
export class AttachmentReader {
  readonly #bench: Workbench;
  readonly #reader: Reader;

  constructor(bench: Workbench, reader: Reader) {
    this.#bench = bench;
    this.#reader = reader;
  }

  /** As the port's `attachments`. */
  async of(subject: Subject, ids: readonly string[]): Promise<readonly (Attachment | undefined)[]> {
    if (ids.length === 0 || !isStorable(subject)) return ids.map(() => undefined);
    const { attachments } = this.#bench.collections;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const doc = await this.#reader.document(recordKey(subject), OUTBOX);
      if (doc === undefined) return ids.map(() => undefined);
      const stored = await findNamed(this.#bench, attachments, {
        ...{ filter: { h: doc.h }, field: 'id', names: [...new Set(ids)] },
        projection: { _id: 0, k: 0, r: 0 },
      });
      const current = currentAttachments(doc, stored);
      if (current === undefined) continue;
      return ids.map((id) => {
        const one = current.get(id);
        return one === undefined ? undefined : attachmentOf(one);
      });
    }
    throw new ActivityError('STORE_UNAVAILABLE', 'The record is being changed all the time.');
  }
}
