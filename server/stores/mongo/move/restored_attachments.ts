import { isDeepStrictEqual } from 'node:util';
import type { RecordImage } from '../../../domain/record_image.js';
import { attachmentDocument } from '../attachments/attachment_documents.js';
import type { AttachmentDocument } from '../documents.js';
import { writeAttachments } from '../outbox/attachment_move.js';
import type { Workbench } from '../workbench.js';

const BATCH = 500;

type Restored = AttachmentDocument & { readonly rev: number };

/** The attachments of a record that is being restored. Their `rev` is the record's: later writes are newer. */
export class RestoredAttachments {
  readonly #bench: Workbench;
  readonly #h: string;
  #missing: readonly Restored[];

  constructor(bench: Workbench, h: string, { head, attachments }: RecordImage) {
    this.#bench = bench;
    this.#h = h;
    this.#missing = attachments.map((attachment) => ({
      rev: head.revision,
      ...attachmentDocument(head.subject, { type: 'put', attachment }),
    }));
  }

  /** Removes what a restoration that broke off left behind and that differs from these. */
  async clear(): Promise<void> {
    const { attachments } = this.#bench.collections;
    const options = { projection: { _id: 0, h: 0 }, maxTimeMS: this.#bench.timeoutMs };
    const stored = await this.#bench.call(() => attachments.find({ h: this.#h }, options).toArray());
    if (stored.length === 0) return;
    const wanted = new Map(this.#missing.map((one) => [one.id, one]));
    const wrong = stored.filter((one) => !isDeepStrictEqual(one, wanted.get(one.id))).map(({ id }) => id);
    if (wrong.length > 0) {
      await this.#bench.call(() => attachments.deleteMany({ h: this.#h, id: { $in: wrong } }));
    }
    const right = new Set(stored.map(({ id }) => id).filter((id) => !wrong.includes(id)));
    this.#missing = this.#missing.filter(({ id }) => !right.has(id));
  }

  /** Writes those that are not there. */
  async write(): Promise<void> {
    for (let from = 0; from < this.#missing.length; from += BATCH) {
      const some = this.#missing.slice(from, from + BATCH).map((one) => ({ h: this.#h, ...one }));
      await writeAttachments(this.#bench, some, () => true);
    }
  }
}
